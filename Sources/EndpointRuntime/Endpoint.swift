package import HTTP
package import Site
package import WeChat

/// One documented endpoint: a small program that answers one URL.
///
/// A conforming type is its program's `@main` type. Everything common (FastCGI and CGI, signals, methods, CORS, errors
/// in the API's shape, log lines) is done around it.
package protocol Endpoint: SendableMetatype {
    /// The documented API to which it belongs; its errors have that API's shape.
    associatedtype API: DocumentedAPI
    /// The methods and paths that it answers, spelled as in docs/endpoints.md and nginx's include.
    static var routes: [Route] { get }
    /// Whether a GET is safe: it uses no code, writes no row and asks WeChat nothing on a person's behalf. If so, HEAD
    /// is answered like GET; if not, HEAD is refused with 405, because looking at a link must not trigger its action.
    /// Not safe by default.
    static var hasSafeGet: Bool { get }
    /// Which pages of other origins may read the answers; by default none.
    static var sharing: CrossOriginSharing { get }
    /// Called once in each worker of a process, and again at the next request after a failure.
    init(_ installation: Installation) throws(WeChatError)
    /// Whether its addresses carry what no log should contain, such as OAuth codes. If so, its log lines do not go
    /// through the web server, which would add the address. By default they do.
    static var hasSecretAddress: Bool { get }
    /// The largest body in bytes. By default 32 KiB, more than any document's JSON.
    static var bodyLimit: Int { get }
    /// A warning for the operator when the program starts; nil: none.
    static func warning(_ installation: Installation) -> String?
    /// Answers a request with one of the routes' methods.
    mutating func respond(to request: Request) throws(WeChatError) -> Response
    /// The answer for an error; by default in the API's shape.
    static func failure(_ failure: Failure) -> Response
}

extension Endpoint {
    package static var hasSafeGet: Bool { false }

    package static var sharing: CrossOriginSharing { .none }

    package static var hasSecretAddress: Bool { false }

    package static var bodyLimit: Int { 32 << 10 }

    package static func warning(_ installation: Installation) -> String? { nil }

    package static func failure(_ failure: Failure) -> Response { API.failure(failure) }

    /// The program: serves requests until it is told to stop.
    package static func main() { Program<Self>.main() }
}
