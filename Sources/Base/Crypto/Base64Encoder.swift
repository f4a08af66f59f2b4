/// Base64 (RFC 4648) of bytes that arrive in pieces.
package struct Base64Encoder {
    private let digits: [UInt8]

    /// The bytes that do not fill a group of three yet.
    private var rest: [UInt8] = []

    package init(_ alphabet: Base64Alphabet = .standard) { digits = alphabet.digits }

    /// Appends the text of a piece to `output`.
    package mutating func encode(_ piece: [UInt8], into output: inout [UInt8]) {
        var index = 0
        while !rest.isEmpty, rest.count < 3, index < piece.count {
            rest.append(piece[index])
            index += 1
        }
        if rest.count == 3 {
            append(rest[0], rest[1], rest[2], to: &output)
            rest.removeAll()
        }
        while index + 3 <= piece.count {
            append(piece[index], piece[index + 1], piece[index + 2], to: &output)
            index += 3
        }
        rest += piece[index...]
    }

    /// Appends the last group, padded with `=`.
    package mutating func finish(into output: inout [UInt8]) {
        guard let first = rest.first else { return }
        let second = rest.count > 1 ? rest[1] : 0
        append(first, second, 0, to: &output)
        let padding = 3 - rest.count
        output.removeLast(padding)
        output += [UInt8](repeating: UInt8(ascii: "="), count: padding)
        rest.removeAll()
    }

    private func append(_ a: UInt8, _ b: UInt8, _ c: UInt8, to output: inout [UInt8]) {
        output.append(digits[Int(a >> 2)])
        output.append(digits[Int((a & 3) << 4 | b >> 4)])
        output.append(digits[Int((b & 15) << 2 | c >> 6)])
        output.append(digits[Int(c & 63)])
    }
}
