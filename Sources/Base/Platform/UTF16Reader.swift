/// Converts UTF-16 to UTF-8, piece by piece.
///
/// Half a character becomes the byte FF, which UTF-8 never contains, so that whoever reads the lines finds the place.
struct UTF16Reader {
    private let isBigEndian: Bool
    /// The bytes of an incomplete character.
    private var rest: [UInt8] = []

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func convert(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        let bytes = rest + piece
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while let (scalar, length) = next(bytes, index) {
            if let scalar, let encoded = UTF8.encode(scalar) { output += encoded } else { output.append(0xFF) }
            index += length
        }
        rest = Array(bytes[index...])
        if isLast, !rest.isEmpty {
            output.append(0xFF)
            rest = []
        }
        return output
    }

    /// The character at a position, nil for half a character, and its length in bytes; nil when there are too few
    /// bytes.
    private func next(_ bytes: [UInt8], _ index: Int) -> (Unicode.Scalar?, Int)? {
        guard let first = unit(bytes, index) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return (Unicode.Scalar(first), 2) }
        guard let second = unit(bytes, index + 2) else { return nil }
        guard UTF16.isTrailSurrogate(second) else { return (nil, 2) }
        return (Unicode.Scalar(0x1_0000 + UInt32(first & 0x3FF) << 10 + UInt32(second & 0x3FF)), 4)
    }

    private func unit(_ bytes: [UInt8], _ index: Int) -> UInt16? {
        guard index + 1 < bytes.count else { return nil }
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }
}
