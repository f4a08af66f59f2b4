internal import JSON
internal import Platform

/// CSV whose first row names the fields: each row becomes the object that JSON Lines would have.
///
/// Source: RFC 4180; lines may end with LF alone.
struct CSVSource: RecordSource {
    private var rows: CSVRows
    private var header: [String]?
    /// Under a header with faults no row means anything.
    private var hasBadHeader = false

    init(_ file: InputFile) { rows = CSVRows(file) }

    mutating func next() throws(FileSystemError) -> RecordItem? {
        while !hasBadHeader, let row = try rows.next() {
            guard let cells = row.cells else {
                hasBadHeader = header == nil
                return .fault(row.line, row.message)
            }
            if cells.count == 1, cells[0].isEmpty { continue }
            guard let header else {
                guard let fault = readHeader(cells, row.line) else { continue }
                hasBadHeader = true
                return fault
            }
            guard cells.count == header.count else {
                return .fault(row.line, "has \(cells.count) fields, the header has \(header.count)")
            }
            return RecordItem(line: row.line, value: .success(CSVSource.object(header, cells)))
        }
        return nil
    }

    private mutating func readHeader(_ cells: [String], _ line: Int) -> RecordItem? {
        header = cells
        if let unknown = cells.first(where: { RecordField(rawValue: $0) == nil }) {
            return .fault(line, "the header names \"\(unknown.prefix(40))\", which no record has")
        }
        return Set(cells).count == cells.count ? nil : .fault(line, "the header names a field twice")
    }

    private static func object(_ header: [String], _ cells: [String]) -> JSONValue {
        .object(
            zip(header, cells).map { name, cell in JSONValue.Member(name, value(cell, of: RecordField(rawValue: name)))
            })
    }

    /// What a cell means; one that cannot be what its field is stays text, and is refused as such later.
    private static func value(_ cell: String, of field: RecordField?) -> JSONValue {
        if field == .remark { return .string(cell) }
        if cell.isEmpty { return .null }
        switch field?.kind {
        case .number: return Int64(cell).map(JSONValue.integer) ?? .string(cell)
        case .truth: return cell == "true" ? true : cell == "false" ? false : .string(cell)
        case .list:
            return (try? JSONValue(parsing: Array(cell.utf8), limits: .own, rejectsDuplicates: true)) ?? .string(cell)
        case .text, nil: return .string(cell)
        }
    }
}

/// Cuts a CSV file into rows.
struct CSVRows {
    struct Row {
        let line: Int
        /// Nil when the row is not well-formed: `message` says why.
        let cells: [String]?
        var message = ""
    }

    private var lines: LineReader

    init(_ file: InputFile) { lines = LineReader(file) }

    mutating func next() throws(FileSystemError) -> Row? {
        guard let first = try lines.next() else { return nil }
        guard var text = first.text else { return Row(line: first.number, cells: nil, message: LineReader.tooLong) }
        var isOpen = CSVRows.hasOddQuotes(text)
        // An odd number of quotes: a field goes on in the next line.
        while isOpen {
            guard let line = try lines.next(), let more = line.text, text.count + more.count < LineReader.longest else {
                return Row(line: first.number, cells: nil, message: "a quoted field does not end")
            }
            text.append(0x0A)
            text += more
            if CSVRows.hasOddQuotes(more) { isOpen = false }
        }
        if text.last == 0x0D { text.removeLast() }
        guard let parts = CSVRows.split(text) else {
            return Row(line: first.number, cells: nil, message: "has a quote where none may be")
        }
        // A file in another encoding must not become a site full of question marks.
        let cells = parts.compactMap { String(validating: $0, as: UTF8.self) }
        guard cells.count == parts.count else { return Row(line: first.number, cells: nil, message: "is not UTF-8") }
        return Row(line: first.number, cells: cells)
    }

    private static func hasOddQuotes(_ text: [UInt8]) -> Bool { text.count(where: { $0 == quote }) % 2 == 1 }

    private static func split(_ text: [UInt8]) -> [[UInt8]]? {
        var cells: [[UInt8]] = []
        var rest = text[...]
        while true {
            guard let cell = rest.first == quote ? quoted(&rest) : plain(&rest) else { return nil }
            cells.append(cell)
            guard rest.first == comma else { return rest.isEmpty ? cells : nil }
            rest = rest.dropFirst()
        }
    }

    private static func plain(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let cell = rest.prefix { $0 != comma }
        rest = rest.dropFirst(cell.count)
        return cell.contains(quote) ? nil : Array(cell)
    }

    /// Two quotes stand for one.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        var cell: [UInt8] = []
        rest = rest.dropFirst()
        while let end = rest.firstIndex(of: quote) {
            cell += rest[..<end]
            rest = rest[(end + 1)...]
            guard rest.first == quote else { return cell }
            cell.append(quote)
            rest = rest.dropFirst()
        }
        return nil
    }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
