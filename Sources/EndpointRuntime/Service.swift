package import FastCGI
package import HTTP
internal import Platform
internal import WeChat

/// Answers requests with one endpoint: methods, CORS, errors, the request's id and its log line.
package struct Service<E: Endpoint> {
    private let log: RequestLog
    private let source: ConfigurationSource
    private var ready: ReadyService<E>?
    private var headers = SecurityHeaders(nil)

    package init(name: String, _ source: ConfigurationSource) {
        log = RequestLog(program: name)
        self.source = source
    }

    /// Reads the configuration before the first request. Errors go to standard error, where whoever started the program
    /// sees them.
    package mutating func prepare() {
        do throws(WeChatError) {
            try makeReady()
            if let warning = ready?.warning { StandardStreams.log("\(log.program): warning: \(warning)") }
        } catch { StandardStreams.log("\(log.program): \(error)") }
    }

    /// The answer to one request; there is one whatever goes wrong.
    ///
    /// While the configuration has an error, each request is answered with an error and reads it again, so that
    /// correcting the file is enough.
    package mutating func answer(_ request: Request) -> Answer {
        let start = Deadline.monotonic()
        var outcome: Outcome
        do throws(WeChatError) {
            outcome = try serve(request)
        } catch {
            outcome = Outcome(E.failure(Failure(error, request: request)), error: error)
        }
        outcome.response.set("X-Request-Id", request.id)
        headers.add(to: &outcome.response)
        let line = log.line(
            for: request, outcome, seconds: Deadline.monotonic() - start, logsAll: ready?.logsRequests ?? false)
        return Answer(outcome.response, log: line, logsApart: E.hasSecretAddress)
    }

    private mutating func serve(_ request: Request) throws(WeChatError) -> Outcome {
        if let outcome = ready?.answer(request) { return outcome }
        return try makeReady().answer(request)
    }

    @discardableResult
    private mutating func makeReady() throws(WeChatError) -> ReadyService<E> {
        let service = try ReadyService<E>(source)
        ready = service
        headers = SecurityHeaders(source.current)
        return service
    }
}
