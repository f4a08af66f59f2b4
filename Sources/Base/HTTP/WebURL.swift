/// An absolute http or https address, parsed but never rewritten.
package struct WebURL: Sendable, Equatable {
    /// The address exactly as given.
    package let text: String
    /// `http` or `https`.
    package let scheme: String
    /// Lower case, without port.
    package let host: String
    /// The explicit port; nil: the scheme's default.
    package let namedPort: UInt16?

    /// Nil unless `text` is `http(s)://host[:port]` and anything after it, without credentials, backslashes, white
    /// space and control characters: whatever browsers could read in more than one way is refused.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x5C })
        else {
            return nil
        }
        let scheme = text[..<colon].lowercased()
        let rest = text[text.index(after: colon)...]
        let authority = rest.dropFirst(2).prefix { !["/", "?", "#"].contains($0) }
        guard ["http", "https"].contains(scheme), rest.hasPrefix("//"),
            let (host, port) = WebURL.parts(of: authority)
        else { return nil }
        self.text = text
        self.scheme = scheme
        self.host = host
        namedPort = port
    }

    /// The port to which browsers connect.
    package var port: UInt16 { namedPort ?? WebURL.port(of: scheme) }

    /// Scheme, host and port as browsers write an origin: `https://www.example.com:8443`, in lower case and without the
    /// scheme's default port. Two addresses are on one site if their origins are equal.
    package var origin: String { "\(scheme)://\(host)" + (port == WebURL.port(of: scheme) ? "" : ":\(port)") }

    /// The default port of a scheme.
    package static func port(of scheme: String) -> UInt16 { scheme == "https" ? 443 : 80 }

    /// Whether the host is this machine itself.
    package var isLoopback: Bool {
        // A host name may also begin with 127, and lead anywhere.
        let isIPv4 = host.utf8.allSatisfy { WebURL.isDigit($0) || $0 == UInt8(ascii: ".") }
        return host == "localhost" || host == "[::1]" || host.hasPrefix("127.") && isIPv4
    }

    private static func parts(of authority: Substring) -> (host: String, port: UInt16?)? {
        guard !authority.contains("@") else { return nil }
        var (host, named) = (authority, UInt16?.none)
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            let port = authority[authority.index(after: colon)...]
            guard port.utf8.allSatisfy(isDigit), let number = UInt16(port), number > 0 else { return nil }
            (host, named) = (authority[..<colon], number)
        }
        guard isIPv6(host) || HostPattern(String(host)) != nil && !host.hasPrefix("*") else { return nil }
        return (host.lowercased(), named)
    }

    private static func isIPv6(_ host: Substring) -> Bool {
        guard host.hasPrefix("["), host.hasSuffix("]"), host.utf8.count > 3 else { return false }
        return host.utf8.dropFirst().dropLast().allSatisfy { byte in
            switch byte {
            case 0x30...0x3A, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."): true
            default: false
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
