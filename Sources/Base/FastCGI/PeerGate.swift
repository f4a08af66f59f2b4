internal import CFastCGI
internal import Platform

/// Decides who may connect. On a Unix socket the file system decides; on a TCP socket, the addresses in
/// `FCGI_WEB_SERVER_ADDRS`, if set (FastCGI specification, section 3.2).
struct PeerGate: Sendable {
    let isLocal: Bool
    /// Empty: anybody.
    private let allowed: [String]

    init(_ listening: Int32) {
        isLocal = ServerSocket.isLocal(listening)
        let list = isLocal ? "" : Environment.value("FCGI_WEB_SERVER_ADDRS") ?? ""
        allowed = list.split(separator: ",").map(String.init)
    }

    /// Checks the peer of a new connection, and prepares the connection.
    func admits(_ connection: Int32) -> Bool {
        guard !isLocal else { return true }
        var yes: Int32 = 1
        // An answer is a single piece, so waiting for more gains nothing.
        unsafe setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        return allowed.isEmpty || PeerGate.address(of: connection).map(allowed.contains) == true
    }

    /// The peer's IPv4 address; nil for any other.
    private static func address(of connection: Int32) -> String? {
        var peer = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &peer) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getpeername(connection, address, &size)
            }
        }
        guard result == 0, peer.sin_family == sa_family_t(AF_INET) else { return nil }
        let number = UInt32(bigEndian: peer.sin_addr.s_addr)
        return [24, 16, 8, 0].map { String(number >> $0 & 255) }.joined(separator: ".")
    }
}
