import Glibc
import Synchronization

/// Ports that nobody listens on.
///
/// Below 32768, where Linux does not take the client's end of a connection from, and none twice in one run, since tests
/// run beside each other. Another run could take one before it is used; then the server that wants it says so.
enum Ports {
    private static let given = Mutex<Set<UInt16>>([])

    /// A free port of the loopback interface.
    static func free() -> UInt16 {
        given.withLock { given in
            while true {
                let port = UInt16.random(in: 20_000..<32_000)
                if canBind(port), given.insert(port).inserted { return port }
            }
        }
    }

    private static func canBind(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
