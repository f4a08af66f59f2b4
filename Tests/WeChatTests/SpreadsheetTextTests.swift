import SplitMix
import Testing

@testable import RecordTransfer

@Suite("A text that a spreadsheet may take for something else")
struct SpreadsheetTextTests {
    static let guarded = [
        "=1+1", "=HYPERLINK(\"http://x\")", "+86", "-5", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "=",
        "-", "'=1",
        "''+x", "007", "1.0", "1E5", "3-4", "2026-11-25", "1/2", "10:30", "Mar 5", "5%", "$5", "(5)", "TRUE", "false",
        "'007",
        "110101199003078888",
    ]
    static let free = [
        "", "a", "晨起", "第3天", "'", "''", "'a", "it's", "晨起 🌅", "trueish", "[1,2]x文", " =文", "\u{FEFF}=1", "“=1”",
    ]

    @Test("has an apostrophe in front, one more than it came with", arguments: guarded)
    func guards(text: String) {
        #expect(SpreadsheetText.guarded(text, isFree: true) == "'" + text)
        #expect(SpreadsheetText.unguarded("'" + text) == text)
    }

    @Test("has none when it is safe", arguments: free)
    func leavesAlone(text: String) {
        #expect(SpreadsheetText.guarded(text, isFree: true) == text && SpreadsheetText.unguarded(text) == text)
    }

    @Test(
        "that is no free text is only kept from being run",
        arguments: ["oMPdemo1", "1990-01-31", "2018-07-04T08:01:27Z"])
    func fixed(text: String) {
        #expect(SpreadsheetText.guarded(text, isFree: false) == text)
        #expect(SpreadsheetText.guarded("=" + text, isFree: false) == "'=" + text)
    }

    @Test("is the text within the formula that makes one of it")
    func formulas() {
        for (text, unwrapped) in [
            ("=\"007\"", "007"), ("=\"\"", ""), ("=\"", "=\""), ("=1", "=1"), ("\"a\"", "\"a\""), ("", ""),
            ("a=\"b\"", "a=\"b\""),
        ] { #expect(SpreadsheetText.unwrapped(text) == unwrapped, "\(text)") }
    }

    @Test("comes back as it was, whatever it is")
    func anything() {
        var random = SplitMix64(12)
        let pieces = [
            "'", "'", "=", "+", "-", "@", "\t", "\r", "\n", "1", "a", "true", "文", "＝", "\u{301}", " ", "\0", "🌅", ",",
        ]
        for _ in 0..<100_000 {
            let count = Int.random(in: 0...5, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let guarded = SpreadsheetText.guarded(text, isFree: true)
            let isBack = Array(SpreadsheetText.unguarded(guarded).utf8) == Array(text.utf8)
            let isSafe = guarded.utf8.first.map { !"=+-@\t\r\n".utf8.contains($0) } ?? true
            if !isBack || !isSafe { Issue.record("\(Array(text.utf8))") }
        }
    }
}
