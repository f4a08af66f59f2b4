/// The result of an attempt to renew a person's authorization.
package enum Renewal: Sendable {
    /// Somebody else did it, or is doing it.
    case notDue
    case renewed
    /// WeChat no longer accepts it; the person will be asked again.
    case ended
}
