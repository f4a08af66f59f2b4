import Testing

@testable import INI

struct ParseINITests {
    @Test("Keys stand in the section above them, or in none")
    func sections() throws {
        let entries = try parse("public_url = https://a\n[one]\nkey=1\n\n[two]\nkey=2\n[one]\nother = 3")
        #expect(
            entries == [
                INIEntry(section: "", key: "public_url", value: "https://a", line: 1),
                INIEntry(section: "one", key: "key", value: "1", line: 3),
                INIEntry(section: "two", key: "key", value: "2", line: 6),
                INIEntry(section: "one", key: "other", value: "3", line: 8),
            ])
    }

    @Test(
        "A value is what stands between the = and the comment",
        arguments: [
            ("key = value", "value"), ("key=value", "value"), ("key:value", "value"), ("\tvalue", nil),
            ("key = \"quoted\"", "\"quoted\""), ("key = a=b:c", "a=b:c"), ("key = a # b", "a # b"),
            ("key = a ; b", "a"), ("key = a;b", "a;b"), ("key = ; b", ""), ("key =", ""), ("key =\u{0B} a \t", "a"),
            ("key = 公众号", "公众号"), ("; key = a", nil), ("# key = a", nil), ("  ; key = a", nil), ("", nil),
            ("key = a ; b ; c", "a"), ("key = a\t;b", "a"), ("key = a;b ;c", "a;b"), ("key =;b", ";b"),
            ("key = 'a ; b'", "'a"), ("key = a\\", "a\\"), ("key = a\rb\r", "a\rb"),
            ("key =\u{A0}a\u{A0}", "\u{A0}a\u{A0}"),
        ] as [(String, String?)])
    func values(line: String, value: String?) {
        let entries = (try? parse(line)) ?? []
        #expect(entries.map(\.value) == [value].compactMap { $0 })
    }

    @Test(
        "Indented lines continue the value above, as one entry on the line of its key",
        arguments: [
            ("key = a\n  b\n\tc\nnext =", "a\nb\nc"),
            ("key = a ; first\n  b ; second\n  ; none\n  c\nnext =", "a\nb\nc"),
            ("key = a\n\n  b\nnext =", "a\nb"), ("key =\n  b\nnext =", "b"),
            ("key = a\n  next = b\nnext =", "a\nnext = b"),
            ("key = a\r\n  b\r\nnext =\r\n", "a\nb"), ("key = a\n   \nnext =", "a"),
            ("key = a\n\u{0B}b\n\u{0C}c\n\rd\nnext =", "a\nb\nc\nd"), ("key = a\\\nnext =", "a\\"),
        ])
    func continuation(text: String, value: String) throws {
        let entries = try parse(text)
        #expect(entries.map(\.key) == ["key", "next"])
        #expect(entries.first == INIEntry(section: "", key: "key", value: value, line: 1))
    }

    @Test(
        "A section's name is what stands before the first ], with its blanks; the rest of the line counts for nothing",
        arguments: [
            ("[s]", "s"), ("[ s ]", " s "), ("[s] more", "s"), ("[s]]", "s"), ("[[s]", "[s"), ("[s] ; c", "s"),
            ("[s];c", "s"), ("[a;b]", "a;b"), ("[#]", "#"), ("  [s]", "s"), ("[公众号]", "公众号"), ("[old]\n[]", ""),
        ])
    func headers(text: String, section: String) throws {
        let lines = text.split(separator: "\n").count
        #expect(
            try parse(text + "\nkey = a\n  b") == [
                INIEntry(section: section, key: "key", value: "a\nb", line: lines + 1)
            ])
    }

    @Test(
        "A key is what stands before the first = or :, without the blanks around",
        arguments: [
            ("key \t= a", "key"), ("two words = a", "two words"), ("a;b = c", "a;b"), ("a#b = c", "a#b"),
            ("\"key\" = a", "\"key\""), ("a]b = c", "a]b"), ("公众号 = a", "公众号"), ("KEY = a", "KEY"),
            ("\u{FEFF}key = a", "\u{FEFF}key"),
        ])
    func keys(line: String, key: String) throws {
        #expect(try parse("key = 1\n[s]\n\(line)").last?.key == key)
    }

    @Test("A long key is continued as a short one is")
    func longKey() throws {
        let key = String(repeating: "k", count: 100)
        #expect(try parse("\(key) = a\n  b") == [INIEntry(section: "", key: key, value: "a\nb", line: 1)])
    }

    @Test("Line ends of Windows change nothing")
    func windows() throws {
        let expected = try parse("key = a\n[s]\nother = b\n")
        #expect(try parse("key = a\r\n[s]\r\nother = b\r\n") == expected)
    }

    @Test("An empty text has no entries", arguments: ["", "\n", "\r\n\r\n", "; nothing", "[section]"])
    func empty(text: String) throws {
        #expect(try parse(text).isEmpty)
    }

    @Test("Lines and names may be of any length")
    func longLines() throws {
        let long = String(repeating: "v", count: 70_000)
        let entries = try parse("; \(long)\n[\(long)]\n\(long) = \(long)\r\n  ; \(long)\n  \(long)\nlast = 1")
        #expect(
            entries == [
                INIEntry(section: long, key: long, value: long + "\n" + long, line: 3),
                INIEntry(section: long, key: "last", value: "1", line: 6),
            ])
    }

    @Test("A byte order mark says nothing, and brackets say it only at the start")
    func brackets() throws {
        let entries = try parse("\u{FEFF}a = 1\n  [s]\n[t] = 2\nb = [u]\n[]\n  \nc:=3")
        #expect(
            entries == [
                INIEntry(section: "", key: "a", value: "1\n[s]", line: 1),
                INIEntry(section: "t", key: "b", value: "[u]", line: 4),
                INIEntry(section: "", key: "c", value: "=3", line: 7),
            ])
    }

    private func parse(_ text: String) throws(INIError) -> [INIEntry] { try parseINI(Array(text.utf8)) }
}
