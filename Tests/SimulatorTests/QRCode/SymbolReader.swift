@testable import wechat_simulator

extension QRSymbol {
    /// What a phone would read, if nothing of it were dirty: the text of a symbol of version 4-M with mask 0.
    func text() -> String { QRSymbol.text(modules: isDark) }

    static func text(modules: [[Bool]]) -> String {
        var bits: [UInt8] = []
        var columns = Array(stride(from: 32, through: 8, by: -2))
        columns += [5, 3, 1]
        for (index, right) in columns.enumerated() {
            for step in 0..<33 {
                let row = index.isMultiple(of: 2) ? 32 - step : step
                for column in [right, right - 1] where !isFunction(row, column) {
                    bits.append(modules[row][column] != ((row + column) % 2 == 0) ? 1 : 0)
                }
            }
        }
        let bytes = (0..<64).map { start in bits[start * 8..<start * 8 + 8].reduce(UInt8(0)) { $0 << 1 | $1 } }
        // Two blocks, of which the codewords take turns.
        let data = stride(from: 0, to: 64, by: 2).map { bytes[$0] } + stride(from: 1, to: 64, by: 2).map { bytes[$0] }
        let half = data.flatMap { [$0 >> 4, $0 & 15] }
        let count = Int(half[1] << 4 | half[2])
        return String(decoding: (0..<count).map { half[3 + 2 * $0] << 4 | half[4 + 2 * $0] }, as: UTF8.self)
    }

    private static func isFunction(_ row: Int, _ column: Int) -> Bool {
        (row < 9 && (column < 9 || column > 24)) || (row > 24 && column < 9) || row == 6 || column == 6
            || ((24...28).contains(row) && (24...28).contains(column))
    }
}

/// Reads a picture of `JPEG`, and only such a one.
struct JPEGReader {
    private let squares: [Bool]

    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: [0xFF, 0xD8]), bytes.suffix(2) == [0xFF, 0xD9] else { throw TestFailure("no JPEG") }
        var rest = bytes.dropFirst(2)
        var marker: UInt8 = 0
        while marker != 0xDA {
            let head = Array(rest.prefix(4))
            guard head.count == 4, head[0] == 0xFF else { throw TestFailure("no segment") }
            marker = head[1]
            rest = rest.dropFirst(2 + Int(head[2]) << 8 + Int(head[3]))
        }
        squares = JPEGReader.squares(Array(rest.dropLast(2)))
    }

    /// The Huffman codes are 0, 10 and 110; a 0 for the end of the block follows each.
    private static func squares(_ scan: [UInt8]) -> [Bool] {
        let bytes = scan.indices.filter { $0 == 0 || scan[$0] != 0 || scan[$0 - 1] != 0xFF }.map { scan[$0] }
        var bits = bytes.flatMap { byte -> [Int] in (0..<8).reversed().map { Int(byte >> $0 & 1) } }[...]
        var squares: [Bool] = []
        var mean = 0
        while bits.count >= 8 || squares.count < 41 * 41 {
            var size = 0
            if bits.popFirst() == 1 { size = bits.popFirst() == 0 ? 8 : 7 }
            if size == 7 { _ = bits.popFirst() }
            let value = bits.prefix(size).reduce(0) { $0 << 1 | $1 }
            bits = bits.dropFirst(size + 1)
            mean += size == 0 || value >> (size - 1) == 1 ? value : value - (1 << size) + 1
            squares.append(mean < 0)
        }
        return squares
    }

    func symbol() throws -> Modules {
        guard squares.count == 41 * 41 else { throw TestFailure("\(squares.count) squares") }
        let rows = (4..<37).map { row in Array(squares[row * 41 + 4..<row * 41 + 37]) }
        return Modules(rows: rows)
    }

    struct Modules {
        let rows: [[Bool]]
        func text() -> String { QRSymbol.text(modules: rows) }
    }
}
