internal import Glibc

/// Client addresses, as a web server reports them.
package enum NetworkAddress {
    /// Bytes of an IPv6 network. A phone changes the rest of its address at any time.
    private static let networkLength = 8

    /// The part of an address that stays the same for one client: a whole IPv4 address, or the 64-bit network of an
    /// IPv6 address. Any other text is returned unchanged.
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
