/// A request without a usable reply. Safe to log: it names hosts and ports at most, never the rest of a URL, which
/// carries secrets in WeChat's API.
package enum HTTPClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The connection or the whole transfer exceeded its time limit.
    case timedOut
    /// The host has no address or does not answer.
    case unreachable(String)
    /// The connection could not be encrypted, or the host is not who it claims to be.
    case tls(String)
    /// The reply was cut off or is not HTTP. The host may have acted on the request.
    case brokenReply(String)
    /// The reply's body exceeds the request's limit.
    case tooLarge
    /// The request is invalid, and nothing was sent.
    case badRequest(String)
    /// libcurl does not start or lacks an option.
    case library(String)

    package var description: String {
        switch self {
        case .timedOut: "timed out"
        case .unreachable(let reason): "unreachable: \(reason)"
        case .tls(let reason): "no trusted connection: \(reason)"
        case .brokenReply(let reason): "broken reply: \(reason)"
        case .tooLarge: "the reply's body is too large"
        case .badRequest(let reason): "bad request: \(reason)"
        case .library(let reason): "libcurl: \(reason)"
        }
    }
}
