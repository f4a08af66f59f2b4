internal import CFastCGI

/// One worker's means to read requests and write answers: libfcgi's request, on one connection after another.
@safe struct Exchange: ~Copyable {
    private let request: UnsafeMutablePointer<FCGX_Request>
    private let isLocal: Bool

    /// - Parameter isLocal: whether the peers are programs on this machine, on a Unix socket.
    init(isLocal: Bool) {
        self.isLocal = isLocal
        unsafe request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)
        // No listening socket: connections come from `Watch`, and libfcgi must never wait for one itself.
        unsafe FCGX_InitRequest(request, -1, FCGI_FAIL_ACCEPT_ON_INTR)
    }

    deinit {
        unsafe FCGX_Free(request, 1)
        unsafe request.deallocate()
    }

    /// Reads a request up to its body and takes ownership of the connection.
    ///
    /// - Returns: false for what is not a request; the connection is then closed.
    ///
    /// The corresponding C function is `FCGX_Accept_r`. It first closes what it takes for the last connection, unless
    /// that is kept, and it closes a broken one without waiting for the peer only if that is detached.
    func begin(on descriptor: Int32) -> Bool {
        unsafe request.pointee.ipcFd = descriptor
        unsafe request.pointee.keepConnection = 1
        unsafe request.pointee.detached = 1
        let isRequest = unsafe FCGX_Accept_r(request) >= 0
        unsafe request.pointee.detached = 0
        return isRequest
    }

    /// The variables of the request. Empty after `finish`.
    func variables() -> ExchangeVariables { unsafe ExchangeVariables(request) }

    /// Tells whether anybody still waits for the answer to this request.
    func hangUpCheck() -> @Sendable () -> Bool {
        let (descriptor, isLocal) = unsafe (request.pointee.ipcFd, isLocal)
        return { fcgi_has_hung_up(descriptor, isLocal ? 1 : 0) != 0 }
    }

    /// Reads up to `count` bytes of the body; fewer only at its end. The corresponding C function is `FCGX_GetStr`.
    func read(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe Int(FCGX_GetStr(text.baseAddress, Int32(count), request.pointee.in))
            }
        }
    }

    /// Sends bytes of the response; they are buffered until there are many or `finish` is called. A client that went
    /// away is not an error. The corresponding C function is `FCGX_PutStr`.
    func write(_ bytes: [UInt8]) { unsafe Exchange.put(bytes, request.pointee.out) }

    /// Sends a line to the web server's error log.
    func log(_ line: String) { unsafe Exchange.put(Array(line.utf8), request.pointee.err) }

    /// Ends the exchange; the answer has been sent when this returns. The corresponding C function is `FCGX_Finish_r`.
    ///
    /// - Parameter mayKeep: whether the connection may stay open if the web server asks for it.
    /// - Returns: the connection, if it stays open for the next request.
    func finish(mayKeep: Bool) -> Int32? {
        let hasReadAll = unsafe fcgi_waits_for_input(request, Exchange.endPatience) != 0 && hasReadAll()
        if !(mayKeep && hasReadAll) { unsafe request.pointee.keepConnection = 0 }
        if unsafe isLocal && request.pointee.keepConnection == 0 && hasReadAll { unsafe FCGX_Detach(request) }
        unsafe FCGX_Finish_r(request)
        let descriptor = unsafe request.pointee.ipcFd
        unsafe request.pointee.ipcFd = -1
        return descriptor >= 0 ? descriptor : nil
    }

    /// Seconds to wait for the rest of a request that has begun to arrive, and for a peer that does not read.
    private static let patience = 30

    /// Milliseconds to wait for the end of a request after its answer was sent: nearly always it has already arrived.
    private static let endPatience: Int32 = 10

    /// Bytes to read of an unwanted body, so that the answer reaches a peer that reads only after it has sent
    /// everything.
    private static let discarded = 64 << 20

    /// Whether the web server has sent everything, and all of it was read.
    ///
    /// Then the connection may carry the next request or be closed at once. Otherwise `FCGX_Finish_r` has to announce
    /// the end and wait until the web server closes its side: if a connection is closed with unread bytes, or while the
    /// peer still writes, the answer may be lost. Waiting costs a sleep and three system calls.
    private func hasReadAll() -> Bool {
        let input = unsafe request.pointee.in
        var left = Exchange.discarded
        while unsafe FCGX_GetChar(input) >= 0 {
            unsafe left -= input.map { unsafe $0.pointee.stop - $0.pointee.rdNext } ?? 0
            unsafe input?.pointee.rdNext = input?.pointee.stop
            guard unsafe left > 0 && fcgi_waits_for_input(request, Exchange.endPatience) != 0 else { return false }
        }
        // What followed the end belongs to another request, and libfcgi would discard it.
        return unsafe FCGX_GetError(input) == 0 && fcgi_unread(input) == 0
    }

    /// Limits how long a worker waits on a new connection.
    static func setPatience(_ descriptor: Int32) {
        var time = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private static func put(_ bytes: [UInt8], _ stream: UnsafeMutablePointer<FCGX_Stream>?) {
        unsafe bytes.withUnsafeBytes { buffer in
            let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = unsafe FCGX_PutStr(text, Int32(clamping: buffer.count), stream)
        }
    }
}
