/// A request that got no reply, or none that can be used. Safe to log: it names hosts and ports at most, never the rest
/// of a URL, which carries secrets in WeChat's API.
package enum HTTPClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The connection or the whole transfer took longer than it may.
    case timedOut
    /// The host has no address, or nobody answers there.
    case unreachable(String)
    /// The connection could not be made secret, or the host is not who it says.
    case tls(String)
    /// The reply broke off or is no HTTP. The host may have acted on the request.
    case brokenReply(String)
    /// The reply's body is larger than the request allows.
    case tooLarge
    /// The request cannot be sent as it is: nothing was.
    case badRequest(String)
    /// libcurl does not start, or lacks an option.
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
