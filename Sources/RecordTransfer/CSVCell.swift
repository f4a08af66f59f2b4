internal import JSON

/// The meaning of a cell's text in its column.
struct CSVCell {
    let text: String
    /// Whether `72,5` is a number, because the comma does not separate cells.
    let hasDecimalComma: Bool

    /// Null for an empty cell. One that does not fit its field stays text, and is refused as such later.
    func value(of field: RecordField) throws(RecordReader.Fault) -> JSONValue {
        if field == .remark { return .string(SpreadsheetText.unguarded(text)) }
        let text = SpreadsheetText.unguarded(SpreadsheetText.unwrapped(text.withoutBlanks))
        if text.isEmpty { return .null }
        switch field.kind {
        case .whole, .measured: return try number(text, field)
        case .truth: return CSVCell.truths[text.lowercased()].map(JSONValue.bool) ?? .string(text)
        case .list:
            return (try? JSONValue(parsing: Array(text.utf8), limits: .own, rejectsDuplicates: true)) ?? .string(text)
        case .text: return .string(text)
        }
    }

    private static let truths = ["true": true, "1": true, "false": false, "0": false]

    private func number(_ text: String, _ field: RecordField) throws(RecordReader.Fault) -> JSONValue {
        guard let number = DecimalText(text, hasComma: hasDecimalComma) else { return .string(text) }
        if number.lacksDigits {
            throw RecordReader.Fault(
                message:
                    "\(field.rawValue) is \(text): a spreadsheet has cut off digits; make the column text before saving"
            )
        }
        // 1.000 is a thousand if the comma is the decimal mark.
        if field.kind == .whole && hasDecimalComma && number.fraction == "000" { return .string(text) }
        return number.value
    }
}
