/// Base64 (RFC 4648, section 4) of bytes in memory.
package enum Base64 {
    /// In one line, padded with `=`.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: digits(of: bytes, .standard), as: UTF8.self)
    }

    /// The decoded bytes; nil when the text is not Base64 padded with `=` to groups of four.
    ///
    /// Spaces, tabs and line ends are allowed anywhere. Unused bits at the end need not be zero.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { !isSpace($0) }
        guard digits.count.isMultiple(of: 4) else { return nil }
        let padding = digits.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return bytes(of: digits.dropLast(padding), .standard, allowsUnusedBits: true)
    }

    /// The digits with their padding.
    static func digits(of bytes: [UInt8], _ alphabet: Base64Alphabet) -> [UInt8] {
        var encoder = Base64Encoder(alphabet)
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        encoder.encode(bytes, into: &output)
        encoder.finish(into: &output)
        return output
    }

    /// The bytes of digits without padding; nil for any other character, and for a number of digits that no bytes have.
    ///
    /// - Parameter allowsUnusedBits: whether the bits that the last byte leaves over may be other than zero. Then
    ///   several texts represent the same bytes.
    static func bytes(
        of text: ArraySlice<UInt8>, _ alphabet: Base64Alphabet, allowsUnusedBits: Bool
    ) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        let digits = text.span
        var (bits, count) = (UInt32(0), UInt32(0))
        var (isGood, made) = (true, 0)
        let output = unsafe [UInt8](unsafeUninitializedCapacity: digits.count * 3 / 4) { buffer, filled in
            for index in digits.indices {
                let value = alphabet.value(digits[index])
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
        return isGood && (allowsUnusedBits || bits & (1 << count - 1) == 0) ? output : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
