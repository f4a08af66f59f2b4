/// Makes UTF-8 of GB18030, piece by piece, where the C library cannot: a static program has none of glibc's converters.
///
/// What is no character becomes the byte FF, which no UTF-8 has: whoever reads the lines finds the place.
/// Source: GB 18030-2005, 5.1 (one, two and four bytes).
struct GB18030Reader {
    /// The character at a place of the table, 0 where there is none: first the two-byte codes, then the four-byte codes
    /// below U+10000, both in the order of their numbers.
    private let character: (_ place: Int) -> UInt32
    /// The start of a character whose end is in the next piece.
    private var rest: [UInt8] = []

    /// How many two-byte codes there are: 126 first bytes with 190 second ones.
    static let pairs = 126 * 190
    /// How many four-byte codes are in the table.
    static let quads = 39_420
    /// The number of the four-byte code of U+10000.
    private static let firstSupplementary = 189_000

    init(character: @escaping (_ place: Int) -> UInt32) { self.character = character }

    mutating func convert(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        let bytes = rest + piece
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 2)
        var index = 0
        while index < bytes.count {
            switch next(bytes[index...]) {
            case .character(let scalar, let length):
                if let encoded = UTF8.encode(scalar) { output += encoded }
                index += length
                continue
            case .cut where !isLast:
                rest = Array(bytes[index...])
                return output
            case .cut, .none:
                output.append(0xFF)
                index += 1
            }
        }
        rest = []
        return output
    }

    private enum Next {
        case character(Unicode.Scalar, length: Int)
        /// A beginning that more bytes could make a character of.
        case cut
        case none
    }

    private func next(_ bytes: ArraySlice<UInt8>) -> Next {
        var bytes = bytes
        let first = bytes.removeFirst()
        if first < 0x80 { return .character(Unicode.Scalar(first), length: 1) }
        guard 0x81...0xFE ~= first else { return .none }
        guard let second = bytes.popFirst() else { return .cut }
        if 0x40...0xFE ~= second, second != 0x7F {
            let column = Int(second) - (second < 0x7F ? 0x40 : 0x41)
            return found(character((Int(first) - 0x81) * 190 + column), length: 2)
        }
        guard 0x30...0x39 ~= second else { return .none }
        guard let third = bytes.popFirst() else { return .cut }
        guard 0x81...0xFE ~= third else { return .none }
        guard let fourth = bytes.popFirst() else { return .cut }
        guard 0x30...0x39 ~= fourth else { return .none }
        let number =
            ((Int(first) - 0x81) * 10 + Int(second) - 0x30) * 1260 + (Int(third) - 0x81) * 10 + Int(fourth) - 0x30
        if number < Self.quads { return found(character(Self.pairs + number), length: 4) }
        return found(UInt32(max(0, number - Self.firstSupplementary + 0x1_0000)), length: 4, from: 0x1_0000)
    }

    private func found(_ value: UInt32, length: Int, from lowest: UInt32 = 1) -> Next {
        guard value >= lowest, let scalar = Unicode.Scalar(value) else { return .none }
        return .character(scalar, length: length)
    }
}
