internal import CFastCGI

/// A FastCGI connection, and the request that it carries now.
///
/// Only one exchange is open at a time: `accept` waits for the next, `finish` ends it.
@safe struct Connection: ~Copyable {
    private let request: UnsafeMutablePointer<FCGX_Request>
    private let isLocal: Bool

    /// - Parameter listeningDescriptor: a socket that others of this program may share.
    init?(listeningDescriptor: Int32) {
        guard FCGX_Init() == 0 else { return nil }
        let request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)
        guard unsafe FCGX_InitRequest(request, listeningDescriptor, FCGI_FAIL_ACCEPT_ON_INTR) == 0 else {
            unsafe request.deallocate()
            return nil
        }
        unsafe self.request = request
        isLocal = ServerSocket.isLocal(listeningDescriptor)
    }

    deinit {
        unsafe FCGX_Free(request, 1)
        unsafe request.deallocate()
    }

    /// Waits for a request. False: the socket gave an error, as it does after a signal that asks to stop.
    func accept() -> Bool {
        guard unsafe request.pointee.ipcFd < 0 || waitOnKept(request.pointee.ipcFd) else { return false }
        return unsafe FCGX_Accept_r(request) >= 0
    }

    /// What the web server says of the request. Empty once `finish` was called.
    func variables() -> ExchangeVariables { unsafe ExchangeVariables(request) }

    /// Up to `count` bytes of the body; fewer only at its end. The corresponding C function is `FCGX_GetStr`.
    func read(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe Int(FCGX_GetStr(text.baseAddress, Int32(count), request.pointee.in))
            }
        }
    }

    /// Sends bytes of the response, held back until they are many or `finish` is called. A client that went away is no error. The corresponding C function is `FCGX_PutStr`.
    func write(_ bytes: [UInt8]) { unsafe Connection.put(bytes, request.pointee.out) }

    /// Sends a line to the web server's error log.
    func log(_ line: String) { unsafe Connection.put(Array(line.utf8), request.pointee.err) }

    /// Ends the exchange; the answer is on its way when this returns. The corresponding C function is `FCGX_Finish_r`.
    func finish() {
        if unsafe isLocal && request.pointee.keepConnection == 0 && hasReadAll() { unsafe FCGX_Detach(request) }
        unsafe FCGX_Finish_r(request)
    }

    /// Whether the web server has sent all that it will, and all of it was read.
    ///
    /// Then the connection may be closed at once. Otherwise `FCGX_Finish_r` has to say that nothing more comes and wait until
    /// the web server closes its side, since on a connection that is closed over unread bytes, or that it still writes
    /// to, the answer may be lost to it. Waiting costs a sleep and three system calls of each request.
    ///
    /// The end of the input came with the request nearly always; a web server that is late with it is waited for 10 ms.
    private func hasReadAll() -> Bool {
        var patience = timeval(tv_sec: 0, tv_usec: 10_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        guard unsafe setsockopt(request.pointee.ipcFd, SOL_SOCKET, SO_RCVTIMEO, &patience, size) == 0 else {
            return false
        }
        return unsafe FCGX_GetChar(request.pointee.in) < 0 && FCGX_GetError(request.pointee.in) == 0
    }

    /// Waits for the next request on a connection that the web server keeps open. It looks up every second, since a
    /// signal that arrives just before the wait does not end it.
    private func waitOnKept(_ descriptor: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while fcgi_is_stop_requested() == 0 {
            if unsafe poll(&waiting, 1, 1000) > 0 {
                // The web server is gone: there is nobody whose closing `FCGX_Accept_r` need wait for, as in `finish`.
                if isLocal && waiting.revents & Int16(POLLHUP) != 0 { unsafe FCGX_Detach(request) }
                return true
            }
        }
        return false
    }

    private static func put(_ bytes: [UInt8], _ stream: UnsafeMutablePointer<FCGX_Stream>?) {
        unsafe bytes.withUnsafeBytes { buffer in
            let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = unsafe FCGX_PutStr(text, Int32(clamping: buffer.count), stream)
        }
    }
}
