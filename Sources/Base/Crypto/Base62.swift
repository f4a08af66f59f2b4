/// Bytes as letters and digits only, `0-9A-Za-z`: eight bytes become eleven digits, and the rest at the end as many as
/// it needs.
///
/// A block is a number, most significant digit first. Base64 is a little shorter but needs two more characters.
package enum Base62 {
    /// Digits of a block by its number of bytes.
    private static let digits = [0, 2, 3, 5, 6, 7, 9, 10, 11]
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 8) {
            let block = bytes[start..<min(start + 8, bytes.count)]
            var number: UInt64 = 0
            for byte in block { number = number << 8 | UInt64(byte) }
            var written = [UInt8](repeating: 0, count: digits[block.count])
            for index in written.indices.reversed() {
                written[index] = alphabet[Int(number % 62)]
                number /= 62
            }
            text += written
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything that `encode` does not make: no two texts represent the same bytes.
    package static func decode(_ text: String) -> [UInt8]? {
        let text = Array(text.utf8)
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: 11) {
            let block = text[start..<min(start + 11, text.count)]
            guard let count = digits.firstIndex(of: block.count), let number = number(block),
                count == 8 || number >> (8 * UInt64(count)) == 0
            else { return nil }
            for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
        }
        return bytes
    }

    /// Nil when a character is not a digit, or the number exceeds 64 bits.
    private static func number(_ block: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in block {
            guard let value = value(digit) else { return nil }
            let (product, isTooLarge) = number.multipliedReportingOverflow(by: 62)
            let (sum, isMore) = product.addingReportingOverflow(value)
            guard !isTooLarge, !isMore else { return nil }
            number = sum
        }
        return number
    }

    private static func value(_ digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(digit - UInt8(ascii: "A") + 10)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(digit - UInt8(ascii: "a") + 36)
        default: nil
        }
    }
}
