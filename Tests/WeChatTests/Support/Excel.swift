@testable import RecordTransfer

/// What Excel does to a CSV file that is opened and saved: numbers, truths and dates are read as such and written its
/// own way.
enum Excel {
    /// - Parameter separator: a semicolon where the comma is the decimal mark, a tab for "Unicode text".
    static func saved(_ text: String, separator: String) -> String {
        var rows = [[String]]()
        for row in split(text) { rows.append(row.map { shown($0, hasComma: separator == ";") }) }
        // It leaves out the empty cells at the end of rows; and what was used once stays a row.
        let lines = rows.map { row in
            let last = row.lastIndex { !$0.isEmpty } ?? 0
            return row[...last].map { quoted($0, separator) }.joined(separator: separator)
        }
        return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n" + String(repeating: separator, count: 5) + "\r\n"
    }

    private static func shown(_ cell: String, hasComma: Bool) -> String {
        if ["true", "false"].contains(cell.lowercased()) { return cell.uppercased() }
        if let number = Double(cell), cell.utf8.allSatisfy({ $0 < 0x60 }) {
            let text = number == number.rounded() ? "\(Int64(number))" : "\(number)"
            guard text.utf8.count < 12 else {
                return text.prefix(1) + "." + text.dropFirst().prefix(5) + "E+\(text.count - 1)"
            }
            return hasComma ? text.replacing(".", with: ",") : text
        }
        let parts = cell.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
        if parts.count == 3, cell.utf8.count == 10 { return "\(parts[0])/\(parts[1])/\(parts[2])" }
        if "=+-@".contains(cell.first ?? " ") { return "#NAME?" }
        return cell
    }

    private static func quoted(_ cell: String, _ separator: String) -> String {
        let special = Set("\"\n\r".utf8).union(separator.utf8)
        guard cell.utf8.contains(where: special.contains) else { return cell }
        let doubled = cell.utf8.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }

    private static func split(_ text: String) -> [[String]] {
        var (rows, row, cell, isQuoted) = ([[String]](), [String](), [UInt8](), false)
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        func end() {
            row.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case 0x22 where isQuoted && bytes.first == 0x22: cell.append(bytes.removeFirst())
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted: end()
            case 0x0D where !isQuoted: break
            case 0x0A where !isQuoted:
                end()
                rows.append(row)
                row = []
            default: cell.append(byte)
            }
        }
        return rows
    }
}
