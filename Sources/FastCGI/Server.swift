internal import CFastCGI
package import HTTP
internal import Platform

/// Serves requests until it is told to stop: FastCGI on the socket that the process was started with, or, when there is
/// none, the one CGI request in the environment.
///
/// Under FastCGI many requests are answered at once, each by a worker in a thread of its own. This module alone knows of
/// threads. What answers requests is made anew in each worker, and nothing in it is seen by another: a database connection, a
/// curl handle, a reader of the token file. Workers of one process exclude each other as processes do, by files and rows.
///
/// A few values are the process's own, and safe to use from any worker: the pool of random bytes (`Random`), what was loaded of
/// libcurl and Expat (a `static let` each), the configuration, the turn of those who write into the database (`Turnstile`),
/// standard error (a line is one write), and in this module `Crew` and `Watch`.
package struct Server: Sendable {
    /// Answers one request.
    package typealias Handler = (Request) -> Answer

    private let bodyLimit: Int

    /// - Parameter bodyLimit: bytes; a larger body is passed over, and reported when it is asked for.
    package init(bodyLimit: Int = 1 << 20) { self.bodyLimit = bodyLimit }

    /// Answers requests. Returns after SIGTERM or SIGUSR1, when all requests in hand are answered; under CGI, after the
    /// one request.
    ///
    /// - Parameters:
    ///   - prepare: called before the first request is waited for; not called under CGI, where the request is already there.
    ///     It says how many requests are answered at once, and gives the first worker's handler.
    ///   - makeHandler: makes the handler of another worker, in that worker's thread.
    package func run(
        prepare: () -> (concurrency: Int, handler: Handler), _ makeHandler: @escaping @Sendable () -> Handler
    ) {
        guard let socket = ServerSocket.inherited() else { return serveCGI(makeHandler()) }
        Memory.shareHeaps()
        let stopEvent = eventfd(0, Int32(EFD_CLOEXEC))
        guard fcgi_stop_on_signals(stopEvent) == 0 else { return StandardStreams.log("cannot be asked to stop") }
        serve(socket, until: stopEvent, prepare, makeHandler)
    }

    /// Answers what arrives on a listening socket, until an eventfd is set.
    func serve(
        _ socket: Int32, until stopEvent: Int32, _ prepare: () -> (concurrency: Int, handler: Handler),
        _ makeHandler: @escaping @Sendable () -> Handler
    ) {
        guard FCGX_Init() == 0, let watch = Watch(listening: socket, stopEvent: stopEvent) else {
            return StandardStreams.log("cannot listen on descriptor \(socket)")
        }
        let (concurrency, handler) = prepare()
        let crew = Crew(limit: concurrency, watch)
        var first = Worker(watch, crew, self, handler: handler, makeHandler: makeHandler)
        first.runAsFirst()
    }

    /// Answers the request, without ending the exchange.
    ///
    /// - Returns: bytes of the larger one of body and answer.
    func serve(_ exchange: borrowing Exchange, _ handler: Handler) -> Int {
        let variables = exchange.variables()
        defer { variables.close() }
        let content = body(variables) { exchange.read($0) }
        let caller = Caller(arrived: RequestStart.arrival(variables), hasHungUp: exchange.hangUpCheck())
        let request = Request(id: Random.hexadecimal(32), variables: variables, content: content, caller: caller)
        let answer = handler(request)
        exchange.write(answer.response.cgiHead)
        exchange.write(answer.response.cgiBody(isIncluded: request.method != .head))
        if let line = answer.log { answer.logsApart ? StandardStreams.log(line) : exchange.log(line) }
        return max((try? content.get())?.count ?? bodyLimit, answer.response.body.count)
    }

    private func serveCGI(_ handler: Handler) {
        fcgi_ignore_broken_pipes()
        let variables = EnvironmentVariables()
        let content = body(variables) { StandardStreams.read($0) }
        if case .failure(.bodyTooLarge) = content { passOverBody() }
        let request = Request(id: Random.hexadecimal(32), variables: variables, content: content)
        let answer = handler(request)
        StandardStreams.write(answer.response.cgiBytes(includesBody: request.method != .head))
        if let line = answer.log { StandardStreams.log(line) }
    }

    /// Apache (mod_cgid) closes the connection to the client, answer and all, when a program leaves a part of the body unread.
    private func passOverBody() {
        var left = 64 << 20
        while left > 0 {
            let count = StandardStreams.read(min(left, 1 << 16)).count
            guard count > 0 else { return }
            left -= count
        }
    }

    private func body(_ variables: any MetaVariables, read: (Int) -> [UInt8]) -> Result<[UInt8], RequestError> {
        guard let length = variables.value("CONTENT_LENGTH"), !length.isEmpty else { return .success([]) }
        guard let count = Int(length), count >= 0 else { return .failure(.bodyBroken) }
        guard count <= bodyLimit else { return .failure(.bodyTooLarge(limit: bodyLimit)) }
        guard count > 0 else { return .success([]) }
        let bytes = read(count)
        return bytes.count == count ? .success(bytes) : .failure(.bodyBroken)
    }
}
