package import FastCGI
package import HTTP
internal import Platform
internal import Site
internal import WeChat

/// Answers requests with one endpoint: methods, CORS, errors, the request's id and its log line.
package struct Service<E: Endpoint> {
    private let log: RequestLog
    private let source: ConfigurationSource
    private let methods: [Method]
    private var policy: CrossOriginPolicy
    private var headers = SecurityHeaders(nil)
    private var ready: ReadyService<E>?

    package init(name: String, _ source: ConfigurationSource) {
        log = RequestLog(program: name)
        self.source = source
        methods = Service.methods
        policy = CrossOriginPolicy(E.sharing, methods: methods)
    }

    /// Reads the configuration before the first request. Errors go to standard error, where whoever started the program
    /// sees them.
    package mutating func prepare() {
        do throws(WeChatError) {
            let warning = try makeReady().warning
            if let warning { StandardStreams.log("\(log.program): warning: \(warning)") }
        } catch { StandardStreams.log("\(log.program): \(error)") }
    }

    /// The answer to one request; there is one whatever goes wrong.
    ///
    /// While the configuration has an error, each request is answered with an error and reads it again, so that
    /// correcting the file is enough.
    package mutating func answer(_ request: Request) -> Answer {
        let start = Deadline.monotonic()
        var response: Response
        do throws(WeChatError) {
            response = try respond(to: request)
        } catch {
            response = failure(error, request)
            policy.apply(to: &response, for: request)
        }
        response.set("X-Request-Id", request.id)
        headers.add(to: &response)
        let line = log.line(
            for: request, response, seconds: Deadline.monotonic() - start, logsAll: ready?.logsRequests ?? false)
        return Answer(response, log: line, logsApart: E.hasSecretAddress)
    }

    private mutating func respond(to request: Request) throws(WeChatError) -> Response {
        if request.method == .options && policy.answersPreflight {
            // A page may read why an endpoint does not work, so its preflight succeeds.
            if ready == nil { _ = try? makeReady() }
            return policy.preflight(request)
        }
        let service = if let ready { ready } else { try makeReady() }
        var response = try service.respond(to: request)
        policy.apply(to: &response, for: request)
        return response
    }

    private func failure(_ error: WeChatError, _ request: Request) -> Response {
        var response = E.failure(Failure(error, request: request))
        response.cause = error
        if case .request(.methodNotAllowed) = error {
            response.status = 405
            response.set("Allow", methods.map(\.name).joined(separator: ", "))
        }
        return response
    }

    /// The configured origins hold as soon as the configuration can be read, whatever the endpoint lacks.
    private mutating func makeReady() throws(WeChatError) -> ReadyService<E> {
        let configuration: Configuration
        do throws(ConfigurationError) { configuration = try source.get() } catch {
            throw .notConfigured(.file, "\(error)")
        }
        policy.origins = configuration.corsOrigins
        let service = try ReadyService<E>(configuration, methods)
        ready = service
        headers = SecurityHeaders(configuration)
        return service
    }

    private static var methods: [Method] {
        var methods: [Method] = []
        for method in E.routes.flatMap({ $0.method == .get && E.hasSafeGet ? [.get, .head] : [$0.method] })
        where !methods.contains(method) {
            methods.append(method)
        }
        return methods
    }
}
