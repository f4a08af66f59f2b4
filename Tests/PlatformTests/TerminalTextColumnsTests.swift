import Platform
import Testing

@Suite("Columns on a terminal")
struct TerminalTextColumnsTests {
    @Test(
        "A text takes as many cells as a terminal gives it",
        arguments: [
            ("", 0), ("abc ~", 5), ("é e\u{301}", 3), ("Ünïcödé", 7), ("中文", 4), ("a中b", 4), ("中文，。《》", 12),
            ("ＡＢ：", 6), ("ｱｲｳ", 3), ("ひらカタ", 8), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("㐀𠀀豈", 6),
            ("「」〔〕　", 10), ("“…①·", 4), ("😴", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤", 1), ("❤\u{FE0F}", 2),
            ("1\u{FE0F}\u{20E3}", 2),
            ("a\u{FE0F}", 1), ("👍🏽", 2), ("\u{301}", 0), ("\u{200D}", 0), ("\u{FFFD}", 1), ("мир", 3), ("🀄", 2),
            ("↔", 1),
            ("﹏", 2), ("￥", 2), ("¥", 1), ("ℹ", 1), ("⌚", 2), ("䷀", 2), ("ꀀ", 2),
            ("｟｠", 4), ("🈀", 2),
        ])
    func width(text: String, cells: Int) {
        #expect(TerminalText.width(text) == cells)
    }

    @Test("Columns stand below each other, whatever is written in them")
    func columns() {
        let rows = [["id", "name", "city"], ["1", "微信用户", "北京"], ["23", "Ann", ""], ["4", "小明 😴", "x"]]
        #expect(
            TerminalText.aligned(rows) == [
                "id  name      city",
                "1   微信用户  北京",
                "23  Ann       ",
                "4   小明 😴   x",
            ])
    }

    @Test("A row's last cell is not filled up, and rows may be of different lengths")
    func ragged() {
        let rows = [["a", "b"], ["a long one"], [], ["中", "文", "字"], [""]]
        #expect(TerminalText.aligned(rows) == ["a           b", "a long one", "", "中          文  字", ""])
        #expect(TerminalText.aligned([]).isEmpty)
    }
}
