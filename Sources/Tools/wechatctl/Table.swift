internal import JSON
internal import Platform

/// Prints rows with aligned columns, or JSON.
enum Table {
    /// One line without anything that a terminal would take for a command.
    static func print(_ json: JSONValue) { StandardStreams.write(Array((TerminalText.escaped(json.text) + "\n").utf8)) }

    static func print(_ rows: [[String]]) {
        let rows = rows.map { $0.map { TerminalText.harmless($0) } }
        for line in TerminalText.aligned(rows) { StandardStreams.write(Array((line + "\n").utf8)) }
    }
}
