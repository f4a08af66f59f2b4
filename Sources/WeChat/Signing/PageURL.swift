package import HTTP

/// The address of a page that wants a JS-SDK signature: the bytes up to `#`, exactly as the browser shows them.
package struct PageURL: Sendable, Equatable {
    /// The part that is signed.
    package let text: String
    /// The part that is not signed: `#` and the rest; empty if there is none.
    package let fragment: String

    /// Longer addresses are refused: no WeChat client opens them.
    private static let limit = 8192

    /// - Parameter parameter: the parameter that holds the address, for errors.
    /// - Throws: `invalid` for a text that is not an http(s) address, is longer than 8,192 bytes or contains control
    ///   characters.
    package init(_ address: String, parameter: String = "url") throws(RequestError) {
        guard PageURL.hasWebScheme(address.utf8) else {
            throw .invalid(parameter, reason: "must be an http or https address")
        }
        guard address.utf8.count <= PageURL.limit else {
            throw .invalid(parameter, reason: "is longer than \(PageURL.limit) bytes")
        }
        let bytes = address.utf8.span
        guard bytes.indices.allSatisfy({ bytes[$0] >= 0x20 && bytes[$0] != 0x7F }) else {
            throw .invalid(parameter, reason: "holds control characters")
        }
        let end = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.endIndex
        text = String(address[..<end])
        fragment = String(address[end...])
    }

    /// Whether it begins with `http://` or `https://`, without regard to case, and continues.
    private static func hasWebScheme(_ address: String.UTF8View) -> Bool {
        begins(address, with: "https://".utf8) || begins(address, with: "http://".utf8)
    }

    private static func begins(_ address: String.UTF8View, with scheme: String.UTF8View) -> Bool {
        address.count > scheme.count && address.starts(with: scheme) { lowercased($0) == $1 }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
