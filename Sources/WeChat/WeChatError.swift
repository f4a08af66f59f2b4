package import HTTP

/// Why a request could not be answered. Each documented API says the same thing in its own shape; the switch is in
/// `EndpointRuntime`.
package enum WeChatError: Error, Sendable {
    /// The caller's request cannot be used.
    case request(RequestError)
    /// The caller shows no session, or one that is over.
    case notLoggedIn
    /// The token that the caller shows proves no login.
    case badToken(TokenFault)
    /// The caller says an openid and nothing that proves it.
    case unproven
    /// What a mini program passed on does not decrypt, or is another app's or another person's.
    case undecipherable(String)
    /// The configuration lacks what this API needs; the text names it.
    case notConfigured(String)
    /// The visitor is a virtual one, of a page looked at as a snapshot, and the site refuses those.
    case snapshot
    /// WeChat said no.
    case refused(Refusal)
    /// WeChat is busy (errcode −1), failed (HTTP 5xx), answered something that is no JSON, or could not be reached.
    case unavailable(call: String, reason: String)
    /// WeChat did not answer, or others' calls did not leave time to ask, within the configured timeout.
    case timedOut(call: String)
    /// WeChat's answer is larger than it may be, in bytes.
    case tooLarge(call: String, limit: Int)
    /// The caller has hung up: nobody sees the answer, and nothing more is done for it.
    case abandoned
    /// The state directory or the database failed.
    case storage(String)
    /// A fault of this program.
    case fault(String)
}

/// What is wrong with a login token.
package enum TokenFault: String, Sendable {
    case missing
    /// It does not have the form of a token, or its signature is not right.
    case malformed
    /// Nobody gave it out, or it is forgotten by now.
    case unknown
    case expired
    case revoked
    /// Its user is no longer there.
    case orphaned
}

extension WeChatError {
    /// Whether it is about WeChat and not about this site.
    package var isUpstream: Bool {
        switch self {
        case .snapshot, .refused, .unavailable, .timedOut, .tooLarge: true
        case .request, .notLoggedIn, .badToken, .unproven, .undecipherable, .notConfigured, .storage, .fault: false
        case .abandoned: false
        }
    }
}

extension WeChatError: CustomStringConvertible {
    /// For the operator's log: what failed and what helps. Holds no secret.
    package var description: String {
        switch self {
        case .request(let error): error.description
        case .notLoggedIn: "not logged in"
        case .badToken(let fault): "token is \(fault.rawValue)"
        case .unproven: "openid without proof"
        case .undecipherable(let reason): "user data: \(reason)"
        case .notConfigured(let what): "not configured: \(what)"
        case .snapshot: "the visitor of a snapshot page is refused, as [login] snapshot says"
        case .refused(let refusal): refusal.description
        case .unavailable(let call, let reason): "\(call): \(reason)"
        case .timedOut(let call): "\(call): no answer in time"
        case .tooLarge(let call, let limit): "\(call): more than \(limit) bytes"
        case .abandoned: "the caller has hung up"
        case .storage(let message): "storage: \(message)"
        case .fault(let message): "fault: \(message)"
        }
    }
}
