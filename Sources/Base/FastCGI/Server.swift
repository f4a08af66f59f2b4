internal import CFastCGI
package import HTTP
internal import Platform

/// Serves requests until it is told to stop: FastCGI on the socket with which the process was started or, without one,
/// the single CGI request in the environment.
///
/// Under FastCGI many requests are answered at a time, each by a worker in its own thread. Only this module knows of
/// threads. Each worker has its own handler, and shares none of its state with other workers: a database connection, a
/// curl handle, a reader of the token file. Workers of one process exclude each other as processes do, by files and
/// rows.
///
/// A few values belong to the process and are safe to use from any worker: the pool of random bytes (`Random`), what
/// was loaded of libcurl and Expat (a `static let` each), the configuration, the queue of database writers
/// (`Turnstile`), standard error (a line is one write), and in this module `Crew` and `Watch`.
package struct Server: Sendable {
    /// Answers one request.
    package typealias Handler = (Request) -> Answer

    private let bodyLimit: Int

    /// - Parameter bodyLimit: in bytes; a larger body is skipped, and reported when it is asked for.
    package init(bodyLimit: Int = 1 << 20) { self.bodyLimit = bodyLimit }

    /// Answers requests. Returns after SIGTERM or SIGUSR1, when all requests in hand are answered; under CGI, after the
    /// one request.
    ///
    /// - Parameters:
    ///   - prepare: called before waiting for the first request; not called under CGI, where the request is already
    ///     there. It returns how many requests to answer at a time, and the first worker's handler.
    ///   - makeHandler: makes the handler of another worker, in that worker's thread.
    package func run(
        prepare: () -> (concurrency: Int, handler: Handler), _ makeHandler: @escaping @Sendable () -> Handler
    ) {
        guard let socket = ServerSocket.inherited() else { return serveCGI(makeHandler()) }
        Memory.shareHeaps()
        let stopEvent = eventfd(0, Int32(EFD_CLOEXEC))
        guard fcgi_stop_on_signals(stopEvent) == 0 else { return StandardStreams.log("cannot receive signals to stop") }
        serve(socket, until: stopEvent, prepare, makeHandler)
    }

    /// Answers requests on a listening socket until an eventfd is set.
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
    /// - Returns: the size of the body or of the answer, whichever is larger.
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

    /// If a program leaves part of the body unread, Apache (mod_cgid) closes the connection to the client, and the
    /// answer is lost.
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
