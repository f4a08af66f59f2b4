/// Base64 for addresses and tokens (RFC 4648, section 5): `-` and `_`, no padding.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        let text = Base64.encode(bytes).utf8.prefix { $0 != UInt8(ascii: "=") }
        return String(
            decoding: text.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }, as: UTF8.self)
    }

    /// Nil for anything that `encode` does not make: other alphabets, padding, white space, or unused bits that are not
    /// zero, so that no two texts represent the same bytes.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)[...]) }

    /// The same for a text as bytes.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        let digits = text.span
        var (bits, count) = (UInt32(0), UInt32(0))
        var (isGood, made) = (true, 0)
        let output = unsafe [UInt8](unsafeUninitializedCapacity: digits.count * 3 / 4) { buffer, filled in
            for index in digits.indices {
                let value = value(digits[index])
                isGood = isGood && value < 64
                bits = bits << 6 | value
                count += 6
                guard count >= 8 else { continue }
                count -= 8
                unsafe buffer[made] = UInt8(truncatingIfNeeded: bits >> count)
                made += 1
            }
            filled = made
        }
        return isGood && bits & (1 << count - 1) == 0 ? output : nil
    }

    /// 64 for any other character.
    private static func value(_ digit: UInt8) -> UInt32 {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: 64
        }
    }
}
