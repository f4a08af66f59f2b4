import Platform
import Testing

@Suite("Text on its way to a terminal")
struct TerminalTextTests {
    @Test("is not changed where it is harmless: any script, emoji, punctuation")
    func harmless() {
        for text in ["", "hello", "微信用户 😴", "👨‍👩‍👧", "é e\u{301}", "a\u{FE0F}", "\u{FFFD}", "~`\"\\"] {
            #expect(TerminalText.harmless(text) == text)
        }
    }

    @Test(
        "holds no control, whatever it says",
        arguments: [
            "\u{1B}]0;x\u{7}", "\u{1B}[2J", "\u{9B}31m", "\u{7F}", "a\rb", "a\u{202E}b\u{202C}", "\u{2066}x\u{2069}",
            "\u{200E}\u{200F}\u{61C}",
            "\u{200B}\u{FEFF}\u{2060}\u{AD}", "\u{2028}\u{2029}", "\u{E0041}\u{E007F}", "\u{FFF9}", "\u{0}", "a\tb",
        ])
    func hostile(text: String) {
        let shown = TerminalText.harmless(text)
        #expect(shown != text && shown.contains("\u{FFFD}"))
        #expect(TerminalText.harmless(shown) == shown)
    }

    @Test("keeps the ends of lines only where it is told to")
    func lines() {
        #expect(TerminalText.harmless("a\nb\r\n", keepsLines: true) == "a\nb\u{FFFD}\n")
        #expect(TerminalText.harmless("a\nb") == "a\u{FFFD}b")
    }

    @Test("is one character for one, and no other than what Unicode calls a control or format is replaced")
    func all() {
        var replaced = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = TerminalText.harmless("a" + String(Character(scalar)))
            #expect(text.unicodeScalars.count == 2)
            if text.unicodeScalars.last == scalar { continue }
            replaced += 1
            let category = scalar.properties.generalCategory
            #expect([.control, .format, .lineSeparator, .paragraphSeparator].contains(category), "\(value)")
        }
        #expect(replaced > 65 + 100)
    }

    @Test("is escaped in JSON, which says the same as before")
    func json() throws {
        #expect(TerminalText.escaped(#"{"a":"x\u001b 中🌅"}"#) == #"{"a":"x\u001b 中🌅"}"#)
        #expect(
            TerminalText.escaped("[\"a\u{9B}31m\u{7F}\u{202E}\u{2028}\u{E0001}\"]")
                == #"["a\u009b31m\u007f\u202e\u2028\udb40\udc01"]"#)
    }
}
