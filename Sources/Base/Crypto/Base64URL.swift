/// Base64 for addresses and tokens (RFC 4648, section 5): `-` and `_`, no padding.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        let digits = Base64.digits(of: bytes, .urlSafe)
        return String(decoding: digits.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
    }

    /// Nil for anything that `encode` does not make: other alphabets, padding, white space, or unused bits that are not
    /// zero, so that no two texts represent the same bytes.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)[...]) }

    /// The same for a text as bytes.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        Base64.bytes(of: text, .urlSafe, allowsUnusedBits: false)
    }
}
