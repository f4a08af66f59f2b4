internal import Platform

/// Splits a CSV file into rows, and a row into cells.
///
/// Source: RFC 4180; lines may end with LF alone.
struct CSVRows {
    struct Row {
        let line: Int
        let text: [UInt8]
        /// Why the row is not well-formed; nil when it is.
        var fault: String?
    }

    static let quote = UInt8(ascii: "\"")
    /// The separators of cells: Excel writes the second where a comma is the decimal mark, and the third as "Unicode
    /// text".
    static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    private var lines: LineReader

    init(_ input: TextInput) { lines = LineReader(input) }

    mutating func next() throws(FileSystemError) -> Row? {
        guard let first = try lines.next() else { return nil }
        if let fault = first.fault { return Row(line: first.number, text: [], fault: fault) }
        var text = first.text
        var isOpen = CSVRows.hasOddQuotes(text)
        // An odd number of quotes: a field continues in the next line.
        while isOpen {
            guard let line = try lines.next(), line.fault == nil, text.count + line.text.count < LineReader.longest
            else {
                return Row(line: first.number, text: [], fault: "a quoted field does not end")
            }
            text.append(0x0A)
            text += line.text
            if CSVRows.hasOddQuotes(line.text) { isOpen = false }
        }
        if text.last == 0x0D { text.removeLast() }
        return Row(line: first.number, text: text)
    }

    /// Nil when a quote is where none is allowed.
    static func cells(_ row: [UInt8], by separator: UInt8) -> [String]? {
        var cells: [String] = []
        var rest = row[...]
        while true {
            guard let cell = cell(&rest, separator) else { return nil }
            cells.append(String(decoding: cell, as: UTF8.self))
            guard rest.first == separator else { return rest.isEmpty ? cells : nil }
            rest = rest.dropFirst()
        }
    }

    private static func hasOddQuotes(_ text: [UInt8]) -> Bool { text.count(where: { $0 == quote }) % 2 == 1 }

    private static func cell(_ rest: inout ArraySlice<UInt8>, _ separator: UInt8) -> [UInt8]? {
        if rest.first == quote { return quoted(&rest) }
        // `="007"`: a formula with which people keep spreadsheets from turning a text into a number. It means the text.
        if rest.starts(with: [UInt8(ascii: "="), quote]) {
            rest = rest.dropFirst()
            return quoted(&rest)
        }
        let cell = rest.prefix { $0 != separator }
        rest = rest.dropFirst(cell.count)
        return cell.contains(quote) ? nil : Array(cell)
    }

    /// Two quotes mean one.
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
