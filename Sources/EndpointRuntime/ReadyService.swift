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
    private let policy: CrossOriginPolicy
    private let methods = ReadyService.methods
    private var endpoint: E
    /// The last one checked: a web server names the same one with each request of a site.
    private var documentRoot: String?

    init(_ source: ConfigurationSource) throws(WeChatError) {
        installation = try ReadyService.installation(source)
        logsRequests = installation.configuration.logsRequests
        warning = E.warning(installation)
        policy = CrossOriginPolicy(
            E.sharing, origins: installation.configuration.corsOrigins, methods: ReadyService.methods)
        endpoint = try E(installation)
    }

    func answer(_ request: Request) -> Outcome {
        if request.method == .options && policy.answersPreflight { return Outcome(policy.preflight(request)) }
        var outcome = respond(to: request)
        policy.apply(to: &outcome.response, for: request)
        return outcome
    }

    /// No work is done for a request whose time is over.
    private func respond(to request: Request) -> Outcome {
        defer { installation.current.end() }
        do throws(WeChatError) {
            try checkDocumentRoot(request)
            try installation.current.begin(request.caller, mayTake: installation.configuration.upstream.timeout)
            guard methods.contains(request.method) else { throw .request(.methodNotAllowed) }
            let response = try endpoint.respond(to: request)
            return Outcome(response, error: response.cause as? WeChatError)
        } catch {
            var response = E.failure(Failure(error, request: request))
            if case .request(.methodNotAllowed) = error { ReadyService.refuseMethod(&response) }
            return Outcome(response, error: error)
        }
    }

    /// A site whose secrets the web server would serve does not work, so that its operator fixes it before others
    /// notice.
    private func checkDocumentRoot(_ request: Request) throws(WeChatError) {
        guard request.documentRoot != documentRoot else { return }
        try DocumentRoot(request)?.check(installation.configuration)
        documentRoot = request.documentRoot
    }

    private static func refuseMethod(_ response: inout Response) {
        response.status = 405
        response.set("Allow", methods.map(\.name).joined(separator: ", "))
    }

    private static var methods: [Method] {
        var methods: [Method] = []
        for method in E.routes.flatMap({ $0.method == .get && E.hasSafeGet ? [.get, .head] : [$0.method] })
        where !methods.contains(method) {
            methods.append(method)
        }
        return methods
    }

    private static func installation(_ source: ConfigurationSource) throws(WeChatError) -> Installation {
        let configuration: Configuration
        do throws(ConfigurationError) { configuration = try source.get() } catch {
            throw .notConfigured(.file, "\(error)")
        }
        do throws(FileSystemError) { return try Installation(configuration) } catch { throw .storage(error) }
    }
}
