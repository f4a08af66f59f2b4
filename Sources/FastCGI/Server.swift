internal import CFastCGI
package import HTTP
internal import Platform

/// Serves requests until it is told to stop: FastCGI on the socket that the process was started with, or, when there is
/// none, the one CGI request in the environment.
package struct Server {
    private let bodyLimit: Int

    /// - Parameter bodyLimit: bytes; a larger body is not read, and reported when it is asked for.
    package init(bodyLimit: Int = 1 << 20) { self.bodyLimit = bodyLimit }

    /// Answers requests with `handler`, one at a time. Returns after SIGTERM or SIGUSR1, when the request in hand is
    /// answered; under CGI, after the one request.
    ///
    /// - Parameter prepare: called once before the first request is waited for; not under CGI, where that is now.
    package func run(prepare: () -> Void = {}, _ handler: (Request) -> Answer) {
        guard let socket = ServerSocket.inherited() else { return serveCGI(handler) }
        guard let connection = Connection(listeningDescriptor: socket), fcgi_stop_on_signals(socket) == 0 else {
            return StandardStreams.log("cannot listen on descriptor \(socket)")
        }
        prepare()
        var failures = 0
        while fcgi_is_stop_requested() == 0 && failures < 100 {
            guard connection.accept() else {
                failures += 1
                continue
            }
            failures = 0
            serve(connection, handler)
        }
        if fcgi_is_stop_requested() == 0 { StandardStreams.log("the listening socket gives nothing but errors") }
    }

    private func serve(_ connection: borrowing Connection, _ handler: (Request) -> Answer) {
        let variables = connection.variables()
        defer {
            variables.close()
            connection.finish()
        }
        let content = body(variables) { connection.read($0) }
        let request = Request(id: Random.hexadecimal(32), variables: variables, content: content)
        let answer = handler(request)
        connection.write(answer.response.cgiHead)
        connection.write(answer.response.cgiBody(isIncluded: request.method != .head))
        if let line = answer.log { answer.logsApart ? StandardStreams.log(line) : connection.log(line) }
    }

    private func serveCGI(_ handler: (Request) -> Answer) {
        fcgi_ignore_broken_pipes()
        let variables = EnvironmentVariables()
        let content = body(variables) { StandardStreams.read($0) }
        let request = Request(id: Random.hexadecimal(32), variables: variables, content: content)
        let answer = handler(request)
        StandardStreams.write(answer.response.cgiBytes(includesBody: request.method != .head))
        if let line = answer.log { StandardStreams.log(line) }
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
