/// Cell texts that a spreadsheet may misinterpret.
///
/// It executes a cell that begins with `=`, `+`, `-` or `@` (OWASP, "CSV Injection"), and turns what looks like a
/// number or date into one: 007 becomes 7, 3-4 a day in March. A leading apostrophe prevents both. Whoever reads the
/// file removes it again, so that a text comes back unchanged, even one that began with apostrophes of its own.
enum SpreadsheetText {
    /// - Parameter isFree: whether people write the text freely, so that it may look like a number or a date.
    static func guarded(_ text: String, isFree: Bool) -> String {
        let core = core(text)
        return isRun(core) || isFree && isConverted(core) ? "'" + text : text
    }

    static func unguarded(_ text: String) -> String {
        guard text.utf8.first == apostrophe else { return text }
        let core = core(text)
        return isRun(core) || isConverted(core) ? String(Substring(text.utf8.dropFirst())) : text
    }

    /// `="007"`, the formula that people write to keep a text a text, means the text.
    static func unwrapped(_ text: String) -> String {
        guard text.utf8.count >= 3, text.utf8.starts(with: Array("=\"".utf8)), text.utf8.last == CSVRows.quote else {
            return text
        }
        return String(Substring(text.utf8.dropFirst(2).dropLast()))
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func core(_ text: String) -> Substring.UTF8View { text.utf8[...].drop { $0 == apostrophe } }

    /// Also full-width signs: input methods write them, and Chinese and Japanese spreadsheets treat them like the
    /// others.
    private static func isRun(_ text: Substring.UTF8View) -> Bool {
        let signs = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
        return signs.contains { text.starts(with: $0.utf8) }
    }

    private static func isConverted(_ text: Substring.UTF8View) -> Bool {
        let isPlain = text.allSatisfy { 0x20..<0x7F ~= $0 }
        return isPlain
            && (text.contains { 0x30...0x39 ~= $0 }
                || ["true", "false"].contains(String(Substring(text)).lowercased()))
    }
}

extension String {
    /// Without blanks and tabs at both ends.
    var withoutBlanks: String {
        let text = utf8.drop(while: String.isBlank)
        guard let end = text.lastIndex(where: { !String.isBlank($0) }) else { return "" }
        return String(Substring(text[...end]))
    }

    var isBlank: Bool { utf8.allSatisfy(String.isBlank) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
