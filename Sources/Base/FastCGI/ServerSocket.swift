internal import CFastCGI
internal import Platform

/// The listening socket with which the process was started.
enum ServerSocket {
    /// The first descriptor that systemd passes (sd_listen_fds(3)).
    private static let firstPassed: Int32 = 3

    /// The inherited socket's descriptor: fd 0 (spawn-fcgi, lighttpd, mod_fcgid, systemd's `StandardInput=socket`),
    /// else fd 3 if `LISTEN_FDS` and `LISTEN_PID` announce it; nil when there is none, which means plain CGI.
    static func inherited() -> Int32? {
        if isListening(0) { return 0 }
        guard Environment.value("LISTEN_PID").flatMap({ Int32($0) }) == getpid(),
            let count = Environment.value("LISTEN_FDS").flatMap({ Int($0) }), count >= 1, isListening(firstPassed)
        else { return nil }
        return firstPassed
    }

    /// Whether `descriptor` is a Unix socket, whose peers are programs on this machine.
    static func isLocal(_ descriptor: Int32) -> Bool {
        var domain: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var answer: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let result = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size)
        return result == 0 && answer != 0
    }
}
