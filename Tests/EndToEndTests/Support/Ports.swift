import Glibc

/// Ports that nobody listens on.
enum Ports {
    /// `count` different free ports of the loopback interface. Another program could take one before it is used; then
    /// the server that wants it says so and the test fails with that message.
    static func free(_ count: Int) -> [UInt16] {
        let sockets = (0..<count).map { _ in bound() }
        defer { sockets.forEach { close($0.descriptor) } }
        return sockets.map(\.port)
    }

    private static func bound() -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
