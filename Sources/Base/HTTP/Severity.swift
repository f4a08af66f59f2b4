/// Who has to know about a request's result.
package enum Severity: String, Sendable {
    /// Nobody.
    case info
    /// Nobody here: it is the caller's mistake.
    case warning
    /// The operator.
    case error
}
