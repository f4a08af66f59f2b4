/// The address to which a site wants the browser to return.
///
/// Parsed strictly and byte by byte, so that its host here is the one that every browser finds in it.
struct RedirectURI: Equatable {
    let text: String
    /// In lower case, without the port.
    let host: String

    /// - Returns: nil unless it is an absolute address of HTTP or HTTPS, without a user's name.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }),
            let start = RedirectURI.authorityOffset(text)
        else { return nil }
        let authority = text.utf8.dropFirst(start).prefix { !RedirectURI.endsAuthority($0) }
        let host = RedirectURI.host(authority)
        guard !host.isEmpty, host.allSatisfy(RedirectURI.mayBeInHost),
            RedirectURI.isPort(authority.dropFirst(host.count))
        else { return nil }
        self.text = text
        self.host = String(decoding: host, as: UTF8.self).lowercased()
    }

    /// The address with more parameters: after `?`, or after `&` if it has some, and before any `#`.
    func adding(_ parameters: String) -> String {
        let end = text.utf8.firstIndex(of: UInt8(ascii: "#")) ?? text.endIndex
        let separator = text[..<end].utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return RedirectURI.inASCII(text[..<end] + separator + parameters + text[end...])
    }

    private static func authorityOffset(_ text: String) -> Int? {
        let start = String(decoding: text.utf8.prefix(8), as: UTF8.self).lowercased()
        return ["https://", "http://"].first { start.hasPrefix($0) }?.utf8.count
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte)
    }

    /// An IPv6 address is in brackets, because it contains colons.
    private static func host(_ authority: Substring.UTF8View) -> Substring.UTF8View {
        guard authority.first == UInt8(ascii: "["), let end = authority.firstIndex(of: UInt8(ascii: "]")) else {
            return authority.prefix { $0 != UInt8(ascii: ":") }
        }
        return authority[...end]
    }

    private static func mayBeInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: ".-_:[]".utf8.contains(byte)
        }
    }

    private static func isPort(_ rest: Substring.UTF8View) -> Bool {
        rest.isEmpty
            || (rest.first == UInt8(ascii: ":") && Int(String(decoding: rest.dropFirst(), as: UTF8.self)) != nil)
    }

    /// For a header, which is ASCII: other characters are percent-encoded.
    private static func inASCII(_ text: Substring) -> String {
        var output = ""
        for byte in text.utf8 {
            let digits = String(byte, radix: 16, uppercase: true)
            output += byte < 0x80 ? String(UnicodeScalar(byte)) : "%\(digits)"
        }
        return output
    }
}
