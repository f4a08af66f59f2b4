internal import Glibc

/// Addresses of clients, as a web server names them.
package enum NetworkAddress {
    /// Bytes of an IPv6 network: a phone changes the rest of its address when it likes.
    private static let networkLength = 8

    /// What stays the same of an address while its client does: an IPv4 address whole, of an IPv6 address the network of 64
    /// bits. What is no address is its own text.
    ///
    /// The corresponding C function is `inet_pton`.
    package static func network(of text: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, text, &bytes) == 1 else { return text }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        return bytes[..<networkLength].map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}
