/// What came of an attempt to renew a person's permission.
package enum Renewal: Sendable {
    /// Somebody else has done it, or is doing it.
    case notDue
    case renewed
    /// WeChat honours it no longer; the person will be asked again.
    case ended
}
