/// Text from people, files and other servers, on its way to a terminal or a log.
package enum TerminalText {
    /// The text with U+FFFD instead of everything that a terminal takes for a command, or that makes it show another
    /// text: control characters (C0, DEL and C1), line and paragraph separators, and invisible format characters,
    /// including those that change the direction. The joiner of which emoji are made stays.
    ///
    /// - Parameter keepsLines: whether line ends stay.
    package static func harmless(_ text: String, keepsLines: Bool = false) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(isHarmless(scalar) || keepsLines && scalar == "\n" ? scalar : "\u{FFFD}")
        }
        return String(result)
    }

    /// JSON with `\\u…` for the same characters, so that its meaning does not change.
    ///
    /// - Parameter json: contains such characters only within strings, as all JSON that this project writes.
    package static func escaped(_ json: String) -> String {
        if json.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return json }
        var result = ""
        for scalar in json.unicodeScalars {
            if isHarmless(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    result += "\\u" + Hex.encode([UInt8(unit >> 8), UInt8(unit & 0xFF)])
                }
            }
        }
        return result
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format: scalar == "\u{200D}"
        default: true
        }
    }
}
