/// Base64 (RFC 4648, section 4) of bytes in memory.
package enum Base64 {
    /// In one line, padded with `=`.
    package static func encode(_ bytes: [UInt8]) -> String {
        var encoder = Base64Encoder()
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        encoder.encode(bytes, into: &output)
        encoder.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The decoded bytes; nil when the text is not Base64 padded with `=` to groups of four.
    ///
    /// Spaces, tabs and line ends are allowed anywhere. Unused bits at the end need not be zero.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { !isSpace($0) }
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var output: [UInt8] = []
        output.reserveCapacity(digits.count / 4 * 3)
        var (bits, count) = (UInt32(0), 0)
        for digit in digits.dropLast(padding) {
            guard let value = value(digit) else { return nil }
            bits = bits << 6 | value
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return output
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
