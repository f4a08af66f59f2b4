internal import HTTP
internal import Platform
internal import Site
internal import WeChat

/// An endpoint with its configuration and account.
///
/// A class, because whatever holds a generic struct looks up that struct's size in the runtime's tables at every use.
final class ReadyService<E: Endpoint> {
    let logsRequests: Bool
    /// The endpoint's warning for the operator.
    let warning: String?
    private let installation: Installation
    private let methods: [Method]
    private var endpoint: E
    /// The last one checked: a web server names the same one with each request of a site.
    private var documentRoot: String?

    init(_ configuration: Configuration, _ methods: [Method]) throws(WeChatError) {
        do throws(FileSystemError) { installation = try Installation(configuration) } catch {
            throw .storage(error)
        }
        self.methods = methods
        logsRequests = configuration.logsRequests
        warning = E.warning(installation)
        endpoint = try E(installation)
    }

    /// No work is done for a request whose time is over.
    func respond(to request: Request) throws(WeChatError) -> Response {
        defer { installation.current.end() }
        try checkDocumentRoot(request)
        try installation.current.begin(request.caller, mayTake: installation.configuration.upstream.timeout)
        guard methods.contains(request.method) else { throw .request(.methodNotAllowed) }
        return try endpoint.respond(to: request)
    }

    /// A site whose secrets the web server would serve does not work, so that its operator fixes it before others
    /// notice.
    private func checkDocumentRoot(_ request: Request) throws(WeChatError) {
        guard request.documentRoot != documentRoot else { return }
        try DocumentRoot(request)?.check(installation.configuration)
        documentRoot = request.documentRoot
    }
}
