/// Base64 for addresses and tokens (RFC 4648, section 5): `-` and `_`, no padding.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        let text = Base64.encode(bytes).utf8.prefix { $0 != UInt8(ascii: "=") }
        return String(decoding: text.map { replacing($0, "+", "-", "/", "_") }, as: UTF8.self)
    }

    /// Nil for anything but what `encode` gives: other alphabets, padding, white space, or bits left over that are not
    /// zero, so that no two texts stand for the same bytes.
    package static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy(isDigit) else { return nil }
        let digits = text.utf8.map { replacing($0, "-", "+", "_", "/") }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        guard let bytes = Base64.decode(String(decoding: digits + padding, as: UTF8.self)), encode(bytes) == text else {
            return nil
        }
        return bytes
    }

    private static func replacing(
        _ byte: UInt8, _ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar,
        _ fourth: Unicode.Scalar
    ) -> UInt8 {
        byte == UInt8(ascii: first) ? UInt8(ascii: second) : byte == UInt8(ascii: third) ? UInt8(ascii: fourth) : byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
