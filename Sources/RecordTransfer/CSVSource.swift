internal import JSON
internal import Platform
internal import WeChat

/// CSV whose first row names the fields: each row becomes the object that JSON Lines would have.
///
/// Also as saved by spreadsheets: with semicolons or tabs, with empty rows and columns, and without the empty cells at
/// the end of a row.
struct CSVSource: RecordSource {
    private var rows: CSVRows
    private var header: CSVHeader?
    /// Below a faulty header no row has a meaning.
    private var hasBadHeader = false

    init(_ input: TextInput) { rows = CSVRows(input) }

    mutating func next() throws(FileSystemError) -> RecordItem? {
        while !hasBadHeader, let row = try rows.next() {
            do throws(RecordReader.Fault) {
                if let object = try read(row) { return RecordItem(line: row.line, value: .success(object)) }
            } catch {
                hasBadHeader = header == nil
                return .fault(row.line, error.message)
            }
        }
        return nil
    }

    /// Nil for a row that is not a record.
    private mutating func read(_ row: CSVRows.Row) throws(RecordReader.Fault) -> JSONValue? {
        if let fault = row.fault { throw RecordReader.Fault(message: fault) }
        guard let header else {
            header = try CSVHeader(row.text)
            return nil
        }
        guard let cells = CSVRows.cells(row.text, by: header.separator) else { throw CSVSource.strayQuote }
        // Not with `? :`, where nil would be JSON's null.
        if cells.allSatisfy(\.isBlank) { return .none }
        return try header.object(cells)
    }

    fileprivate static let strayQuote = RecordReader.Fault(message: "has a quote in the wrong place")
}

/// The first row.
struct CSVHeader {
    let separator: UInt8
    /// Nil: a column without a name, which must be empty.
    private let fields: [RecordField?]

    /// Nil for a row before the header: an empty one, or Excel's `sep=;`.
    init?(_ row: [UInt8]) throws(RecordReader.Fault) {
        if row.count == 5, row.starts(with: Array("sep=".utf8)) { return nil }
        guard let (separator, cells) = CSVHeader.cells(row) else { throw CSVSource.strayQuote }
        let names = cells.map(\.withoutBlanks)
        if names.allSatisfy(\.isEmpty) { return nil }
        if names.contains(where: { $0.utf8.contains(0x0D) }) {
            throw RecordReader.Fault(message: "ends with CR alone: lines must end with LF or CRLF")
        }
        if let unknown = names.first(where: { !$0.isEmpty && RecordField(rawValue: $0) == nil }) {
            throw RecordReader.Fault(message: "the header has an unknown field \"\(unknown.prefix(40))\"")
        }
        fields = names.map { RecordField(rawValue: $0) }
        self.separator = separator
        let named = fields.compactMap { $0 }
        guard Set(named).count == named.count else {
            throw RecordReader.Fault(message: "the header has a field twice")
        }
    }

    func object(_ cells: [String]) throws(RecordReader.Fault) -> JSONValue {
        guard cells.dropFirst(fields.count).allSatisfy(\.isBlank) else {
            throw RecordReader.Fault(message: "has \(cells.count) fields, the header has \(fields.count)")
        }
        var members: [JSONValue.Member] = []
        for (index, field) in fields.enumerated() {
            let cell = index < cells.count ? cells[index] : ""
            if let field {
                let value = try CSVCell(text: cell, hasDecimalComma: separator != CSVRows.separators[0]).value(
                    of: field)
                members.append(.init(field.rawValue, value))
            } else if !cell.isBlank {
                throw RecordReader.Fault(message: "has a value in field \(index + 1), which the header does not name")
            }
        }
        return .object(members)
    }

    /// By the separator that yields the most field names; nil when the row cannot be split.
    private static func cells(_ row: [UInt8]) -> (UInt8, [String])? {
        var best: (separator: UInt8, cells: [String], count: Int)?
        for separator in CSVRows.separators {
            guard let cells = CSVRows.cells(row, by: separator) else { continue }
            let count = cells.count { RecordField(rawValue: $0.withoutBlanks) != nil }
            if count > best?.count ?? -1 { best = (separator, cells, count) }
        }
        return best.map { ($0.separator, $0.cells) }
    }
}
