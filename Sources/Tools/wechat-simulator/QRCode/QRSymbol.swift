/// A QR code (ISO/IEC 18004) of version 4 with error correction of level M: 33 modules a side, up to 62 bytes.
struct QRSymbol {
    static let side = 33
    private static let (blocks, dataPerBlock, parityPerBlock) = (2, 32, 18)

    /// Rows of dark modules.
    private(set) var isDark = [[Bool]](repeating: [Bool](repeating: false, count: side), count: side)
    private var isFixed = [[Bool]](repeating: [Bool](repeating: false, count: side), count: side)

    /// - Returns: nil when the text is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= QRSymbol.blocks * QRSymbol.dataPerBlock - 2 else { return nil }
        drawPatterns()
        drawFormat()
        drawData(QRSymbol.codewords(bytes))
    }

    /// The mode for bytes (4 bits), the length (8 bits), the bytes, and padding; in blocks with their parity,
    /// interleaved.
    private static func codewords(_ bytes: [UInt8]) -> [UInt8] {
        let head: [UInt8] = [0x40 | UInt8(bytes.count) >> 4, UInt8(bytes.count & 15) << 4]
        var data = head
        for byte in bytes {
            data[data.count - 1] |= byte >> 4
            data.append((byte & 15) << 4)
        }
        var filler: UInt8 = 0xEC
        while data.count < blocks * dataPerBlock {
            data.append(filler)
            filler ^= 0xEC ^ 0x11
        }
        let parts = (0..<blocks).map { Array(data[$0 * dataPerBlock..<($0 + 1) * dataPerBlock]) }
        let parities = parts.map { ReedSolomon.parity($0, count: parityPerBlock) }
        return interleaved(parts) + interleaved(parities)
    }

    private static func interleaved(_ parts: [[UInt8]]) -> [UInt8] {
        parts[0].indices.flatMap { index in parts.map { $0[index] } }
    }

    private mutating func set(_ row: Int, _ column: Int, _ dark: Bool) {
        isDark[row][column] = dark
        isFixed[row][column] = true
    }

    private mutating func drawPatterns() {
        let side = QRSymbol.side
        for (top, left) in [(0, 0), (0, side - 7), (side - 7, 0)] { drawFinder(top, left) }
        for offset in 8..<side - 8 {
            set(6, offset, offset % 2 == 0)
            set(offset, 6, offset % 2 == 0)
        }
        for row in -2...2 {
            for column in -2...2 { set(26 + row, 26 + column, max(abs(row), abs(column)) != 1) }
        }
    }

    /// Includes the light line around it.
    private mutating func drawFinder(_ top: Int, _ left: Int) {
        for row in max(0, top - 1)...min(QRSymbol.side - 1, top + 7) {
            for column in max(0, left - 1)...min(QRSymbol.side - 1, left + 7) {
                let ring = max(abs(row - top - 3), abs(column - left - 3))
                set(row, column, ring != 2 && ring != 4)
            }
        }
    }

    /// Level M and mask 0, twice: `101010000010010`, the first bit on the left and at the bottom.
    private mutating func drawFormat() {
        let bits = "101010000010010".map { $0 == "1" }
        let side = QRSymbol.side
        let beside = [0, 1, 2, 3, 4, 5, 7, 8]
        for (index, column) in beside.enumerated() { set(8, column, bits[index]) }
        for (index, row) in beside.dropLast().reversed().enumerated() { set(row, 8, bits[8 + index]) }
        for index in 0..<7 { set(side - 1 - index, 8, bits[index]) }
        for index in 0..<8 { set(8, side - 8 + index, bits[7 + index]) }
        set(side - 8, 8, true)
    }

    /// Upwards and downwards in columns of two, from the right; mask 0 inverts every other module.
    private mutating func drawData(_ codewords: [UInt8]) {
        let all: [Bool] = codewords.flatMap { byte -> [Bool] in (0..<8).reversed().map { byte >> $0 & 1 == 1 } }
        var bits = all[...]
        var isUpwards = true
        for right in stride(from: QRSymbol.side - 1, to: 0, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
            for step in 0..<QRSymbol.side {
                let row = isUpwards ? QRSymbol.side - 1 - step : step
                for column in [right, right - 1] where !isFixed[row][column] {
                    isDark[row][column] = (bits.popFirst() ?? false) != ((row + column) % 2 == 0)
                }
            }
            isUpwards.toggle()
        }
    }
}
