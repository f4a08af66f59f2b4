package import HTTP

/// Why a request could not be answered. Each documented API reports the same error in its own shape; `EndpointRuntime`
/// has those switches.
package enum WeChatError: Error, Sendable {
    /// The caller's request cannot be used.
    case request(RequestError)
    /// The caller sends no session, or an expired one.
    case notLoggedIn
    /// The caller's token proves no login.
    case badToken(TokenFault)
    /// The caller names an openid without proof.
    case unproven
    /// Data from a mini program do not decrypt, or belong to another app or person.
    case undecipherable(String)
    /// A push is not WeChat's, or was WeChat's at another time.
    case forged(RequestError)
    /// The configuration lacks what this API needs; the text names it.
    case notConfigured(ConfigurationPart, String)
    /// The visitor of a snapshot page is virtual, and the site refuses those.
    case snapshot
    /// WeChat refused the call.
    case refused(Refusal)
    /// WeChat is busy (errcode −1), failed (HTTP 5xx), answered without JSON, or could not be reached.
    case unavailable(call: String, reason: String)
    /// WeChat did not answer within the configured timeout, or other calls left no time to ask.
    case timedOut(call: String)
    /// WeChat's answer exceeds the limit, in bytes.
    case tooLarge(call: String, limit: Int)
    /// The caller has hung up: nobody sees the answer, and no more work is done for it.
    case abandoned
    /// The state directory or the database failed: a `FileSystemError`, a `DatabaseError`, or a ``StorageFault``.
    case storage(any Error & CustomStringConvertible)
    /// A bug in this program or a fault of its environment.
    case fault(String)
}

/// The part of the configuration that an API lacks.
package enum ConfigurationPart: Sendable {
    /// The file as a whole, or where it lies.
    case file
    case officialAccount
    /// The key of encrypted messages.
    case messageKey
    case messages
    case miniProgram
    case measurements
}

/// What is wrong with a login token.
package enum TokenFault: String, Sendable {
    case missing
    /// It is not a token, or its signature is wrong.
    case malformed
    /// It was never issued, or has been deleted.
    case unknown
    case expired
    case revoked
    /// Its user no longer exists.
    case orphaned
}

extension WeChatError {
    /// Whether it concerns WeChat and not this site.
    package var isUpstream: Bool {
        switch self {
        case .snapshot, .refused, .unavailable, .timedOut, .tooLarge: true
        case .request, .notLoggedIn, .badToken, .unproven, .undecipherable, .forged, .notConfigured: false
        case .abandoned, .storage, .fault: false
        }
    }
}

extension WeChatError: CustomStringConvertible {
    /// For the operator's log: what failed and what helps. Contains no secret.
    package var description: String {
        switch self {
        case .request(let error), .forged(let error): error.description
        case .notLoggedIn: "not logged in"
        case .badToken(let fault): "token is \(fault.rawValue)"
        case .unproven: "openid without proof"
        case .undecipherable(let reason): "user data: \(reason)"
        case .notConfigured(_, let what): "not configured: \(what)"
        case .snapshot: "the visitor of a snapshot page is refused, as [login] snapshot says"
        case .refused(let refusal): refusal.description
        case .unavailable(let call, let reason): "\(call): \(reason)"
        case .timedOut(let call): "\(call): no answer in time"
        case .tooLarge(let call, let limit): "\(call): more than \(limit) bytes"
        case .abandoned: "the caller has hung up"
        case .storage(let error): "storage: \(error.description)"
        case .fault(let message): "fault: \(message)"
        }
    }
}
