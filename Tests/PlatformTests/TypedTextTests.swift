import SplitMix
import Testing

@testable import Platform

@Suite("What a person typed")
struct TypedTextTests {
    @Test(
        "is the same to whoever compares it, whatever keyboard it came from",
        arguments: [
            ("帮助\u{3000}", "帮助"), ("\u{A0} 帮助\u{200B}", "帮助"), ("\u{202A}帮助\u{202C}", "帮助"), ("帮\u{200B}助", "帮助"),
            ("ＡＢＣ１２３", "ABC123"), ("（＋８６）", "(+86)"), ("a\u{3000}b", "a b"), ("a\u{2003}\tb", "a  b"),
            ("\u{FEFF}a\u{AD}b", "ab"),
            ("plain", "plain"), ("", ""), (" \u{3000}\u{200B} ", ""), ("\u{2067}你好\u{2069}", "你好"), ("！？", "!?"),
            ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
        ])
    func folded(text: String, expected: String) { #expect(TypedText.folded(text) == expected) }

    @Test(
        "keeps everything but what cannot be seen at its ends",
        arguments: [
            (" \u{3000}早上 头晕\u{A0}\u{200B}", "早上 头晕"), ("a\u{3000}b", "a\u{3000}b"), ("ＡＢ", "ＡＢ"),
            ("\n a\nb \n", "a\nb"),
            (
                "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
                "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
            ),
            ("❤\u{FE0F}", "❤\u{FE0F}"), ("👨\u{200D}👩", "👨\u{200D}👩"), ("\u{202E}abc", "abc"), ("  ", ""), ("", ""),
            ("e\u{301}", "e\u{301}"),
        ])
    func trimmed(text: String, expected: String) {
        #expect(Array(TypedText.trimmed(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("is what it is when it is looked at again", arguments: 0..<4)
    func random(seed: UInt64) {
        var random = SplitMix64(seed)
        let pieces: [Unicode.Scalar] = [
            " ", "a", "１", "\u{3000}", "\u{200B}", "\u{200D}", "\u{202E}", "帮", "\u{E0067}", "\u{FE0F}", "\u{301}",
            "\n", "\u{85}", "😀",
        ]
        for _ in 0..<25_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "x"
                text.append(Bool.random(using: &random) ? pieces.randomElement(using: &random) ?? "x" : any)
            }
            let (folded, trimmed) = (TypedText.folded(String(text)), TypedText.trimmed(String(text)))
            #expect(TypedText.folded(folded) == folded && TypedText.trimmed(trimmed) == trimmed, "\(Array(text))")
            #expect(TypedText.trimmed(folded) == folded, "\(Array(text))")
        }
    }
}
