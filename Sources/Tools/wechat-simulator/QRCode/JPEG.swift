/// A baseline JPEG (ITU-T T.81) of squares that are black or white: each is one block of 8 × 8 pixels, which is nothing
/// but its mean.
enum JPEG {
    /// Squares around the symbol that stay white.
    private static let margin = 4

    static func picture(of symbol: QRSymbol) -> [UInt8] {
        let side = QRSymbol.side + 2 * margin
        let line = [Bool](repeating: false, count: side)
        let edge = [Bool](repeating: false, count: margin)
        let outside = [[Bool]](repeating: line, count: margin)
        let squares = outside + symbol.isDark.map { edge + $0 + edge } + outside
        return head(side * 8) + scan(squares.flatMap { $0 }) + [0xFF, 0xD9]
    }

    /// One component, quantised by 8, so that a block's coefficient is its mean less 128. The Huffman tables have what
    /// occurs: `0`: as the last block, `10`: 8 bits follow, `110`: 7 bits follow; and `0`: the rest of the block is
    /// zero.
    private static func head(_ side: Int) -> [UInt8] {
        let size = [UInt8(side >> 8), UInt8(side & 255)]
        let means: [UInt8] = [1, 1, 1] + [UInt8](repeating: 0, count: 13) + [0, 8, 7]
        let others: [UInt8] = [1] + [UInt8](repeating: 0, count: 15) + [0]
        return [0xFF, 0xD8]
            + segment(0xE0, Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
            + segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
            + segment(0xC0, [8] + size + size + [1, 1, 0x11, 0])
            + segment(0xC4, [0x00] + means)
            + segment(0xC4, [0x10] + others)
            + segment(0xDA, [1, 1, 0x00, 0, 63, 0])
    }

    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
    }

    /// Each block as the difference to the one before, of which the first is grey.
    private static func scan(_ squares: [Bool]) -> [UInt8] {
        var bits: [Bool] = []
        var last = 0
        for isDark in squares {
            let mean = isDark ? -128 : 127
            bits += code(mean - last) + [false]
            last = mean
        }
        bits += [Bool](repeating: true, count: (8 - bits.count % 8) % 8)
        let bytes = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        // 0xFF would begin a marker.
        return bytes.flatMap { $0 == 0xFF ? [$0, 0] : [$0] }
    }

    /// The table's code for the number of bits, and the bits: those of a negative number are one less.
    private static func code(_ difference: Int) -> [Bool] {
        guard difference != 0 else { return [false] }
        let size = abs(difference) >= 128 ? 8 : 7
        let value = difference > 0 ? difference : difference - 1
        let prefix = size == 8 ? [true, false] : [true, true, false]
        return prefix + (0..<size).reversed().map { value >> $0 & 1 == 1 }
    }
}
