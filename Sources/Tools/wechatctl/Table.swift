internal import JSON
internal import Platform

/// Prints rows with aligned columns, or JSON.
enum Table {
    /// One line without anything that a terminal would take for a command.
    static func print(_ json: JSONValue) { StandardStreams.write(Array((TerminalText.escaped(json.text) + "\n").utf8)) }

    static func print(_ rows: [[String]]) {
        let rows = rows.map { $0.map { TerminalText.harmless($0) } }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        for row in rows { line(row, widths) }
    }

    private static func line(_ row: [String], _ widths: [Int]) {
        let cells = row.enumerated().map { column, cell in
            column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
        }
        StandardStreams.write(Array((cells.joined(separator: "  ") + "\n").utf8))
    }
}
