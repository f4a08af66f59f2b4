package import HTTP
package import WeChat

/// One documented endpoint: a small program that answers one URL.
///
/// A conforming type is its program's `@main` type. Everything that repeats (FastCGI and CGI, signals, methods, CORS,
/// errors in the API's shape, log lines) is done around it.
package protocol Endpoint: SendableMetatype {
    /// The documented API that it belongs to, whose shape its errors have.
    associatedtype API: DocumentedAPI
    /// The methods and paths that it answers, as README and nginx's include spell them.
    static var routes: [Route] { get }
    /// Whether a GET is safe: it spends no code, writes no row and asks WeChat nothing in a person's name. Then HEAD is
    /// answered as GET is; else it is refused with 405, since nobody who only looks at a link should do what it does. By
    /// default it is refused.
    static var hasSafeGet: Bool { get }
    /// Which pages of other origins may read the answers; by default none.
    static var sharing: CrossOriginSharing { get }
    /// Called once in each worker of a process, and again after a failure, at the next request.
    init(_ installation: Installation) throws(WeChatError)
    /// Whether its addresses carry what no log should hold, such as OAuth codes: then its log lines do not go through the web
    /// server, which would add the address. By default they do.
    static var hasSecretAddress: Bool { get }
    /// Bytes of a body; a larger one is refused. By default 32 KiB, which is more than any document's JSON.
    static var bodyLimit: Int { get }
    /// What the operator should know when the program starts; nil: nothing.
    static func warning(_ installation: Installation) -> String?
    /// Answers a request whose method is one of the routes'.
    mutating func respond(to request: Request) throws(WeChatError) -> Response
    /// The answer that tells the caller of an error; by default, as the API has it.
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
