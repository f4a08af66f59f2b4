extension TerminalText {
    /// Harmless rows as lines whose columns stand below each other, two blanks apart. A row's last cell is not filled
    /// up.
    package static func aligned(_ rows: [[String]]) -> [String] {
        var widths = [Int](repeating: 0, count: rows.map(\.count).max() ?? 0)
        for row in rows {
            for (column, text) in row.enumerated() { widths[column] = max(widths[column], width(text)) }
        }
        return rows.map { row in
            let filled = row.enumerated().map { column, text in
                column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - width(text))
            }
            return filled.joined(separator: "  ")
        }
    }

    /// How many cells of a terminal's line the text takes: two for a Chinese, Japanese or Korean character, a
    /// full-width form and an emoji, otherwise one. What Unicode calls ambiguous (`“`, `…`, `①`) takes one, as in most
    /// terminals.
    package static func width(_ text: String) -> Int {
        // Printable ASCII needs no look at Unicode's tables.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    private static func width(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        if scalars.contains(where: isWide) { return 2 }
        // U+FE0F asks for an emoji where there would be a plain sign.
        if let first = scalars.first, first.properties.isEmoji, scalars.contains("\u{FE0F}") { return 2 }
        return scalars.allSatisfy(isInvisible) ? 0 : 1
    }

    /// The wide and full-width characters of Unicode's `EastAsianWidth.txt`, in blocks: what is not assigned in them is
    /// meant for more such characters.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x1100: false
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3040...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
            0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }

    /// Accents without a letter, and the joiner of emoji.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: false
        }
    }
}
