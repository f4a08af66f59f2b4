package import HTTP

/// The address of a page that asks for a JS-SDK signature: the bytes up to `#`, exactly as the browser showed them.
package struct PageURL: Sendable, Equatable {
    /// What is signed.
    package let text: String
    /// What was left out: `#` and the rest; empty when there was none.
    package let fragment: String

    /// Longer addresses are refused: no WeChat client opens them.
    private static let limit = 8192

    /// - Parameter parameter: the name under which the address came, for the error.
    /// - Throws: `invalid` for what is no http(s) address, is longer than 8,192 bytes or holds control characters.
    package init(_ address: String, parameter: String = "url") throws(RequestError) {
        let scheme = address.prefix { $0 != ":" }.lowercased()
        let hasHost = address.dropFirst(scheme.count).hasPrefix("://") && address.utf8.count > scheme.utf8.count + 3
        guard ["http", "https"].contains(scheme), hasHost else {
            throw .invalid(parameter, reason: "must be an http or https address")
        }
        guard address.utf8.count <= PageURL.limit else {
            throw .invalid(parameter, reason: "is longer than \(PageURL.limit) bytes")
        }
        guard address.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalid(parameter, reason: "holds control characters")
        }
        let end = address.utf8.firstIndex(of: UInt8(ascii: "#")) ?? address.endIndex
        text = String(address[..<end])
        fragment = String(address[end...])
    }
}
