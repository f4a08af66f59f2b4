package import HTTP

/// Why a request could not be answered. Each documented API says the same thing in its own shape; the switch is in
/// `EndpointRuntime`.
package enum WeChatError: Error, Sendable {
    /// The caller's request cannot be used.
    case request(RequestError)
    /// The caller shows no session, or one that is over.
    case notLoggedIn
    /// The configuration lacks what this API needs; the text names it.
    case notConfigured(String)
    /// WeChat said no.
    case refused(Refusal)
    /// WeChat is busy (errcode −1), failed (HTTP 5xx), answered something that is no JSON, or could not be reached.
    case unavailable(call: String, reason: String)
    /// WeChat did not answer, or others' calls did not leave time to ask, within the configured timeout.
    case timedOut(call: String)
    /// WeChat's answer is larger than it may be, in bytes.
    case tooLarge(call: String, limit: Int)
    /// The state directory or the database failed.
    case storage(String)
    /// A fault of this program.
    case fault(String)
}

extension WeChatError {
    /// Whether it is about WeChat and not about this site.
    package var isUpstream: Bool {
        switch self {
        case .refused, .unavailable, .timedOut, .tooLarge: true
        case .request, .notLoggedIn, .notConfigured, .storage, .fault: false
        }
    }
}

extension WeChatError: CustomStringConvertible {
    /// For the operator's log: what failed and what helps. Holds no secret.
    package var description: String {
        switch self {
        case .request(let error): error.description
        case .notLoggedIn: "not logged in"
        case .notConfigured(let what): "not configured: \(what)"
        case .refused(let refusal): refusal.description
        case .unavailable(let call, let reason): "\(call): \(reason)"
        case .timedOut(let call): "\(call): no answer in time"
        case .tooLarge(let call, let limit): "\(call): more than \(limit) bytes"
        case .storage(let message): "storage: \(message)"
        case .fault(let message): "fault: \(message)"
        }
    }
}
