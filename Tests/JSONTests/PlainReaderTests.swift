import Testing

@testable import JSON

/// A space in front makes a text anything but plain: then Jansson reads it.
@Suite("Reading plain JSON without Jansson")
struct PlainReaderTests {
    @Test(
        "takes what our writer makes of most values",
        arguments: [
            "[]", "{}", "\"\"", "0", "7", "999999999999999999", "true", "false", "null", "[[[[[[[0]]]]]]]",
            #"[{"key":"tag_sleep","label":"睡眠","content":"近来睡得少"},{"key":"","label":"😀","content":"/"}]"#,
            #"{"iss":"http://127.0.0.1","sub":"1","iat":1795654227,"exp":1796259027,"a":[1,"2",true,false,null]}"#,
        ])
    func plain(text: String) throws {
        #expect(PlainReader.value(of: Array(text.utf8)) == (try JSONValue(parsing: Array(" \(text)".utf8))))
    }

    @Test(
        "leaves to Jansson what it does not know, and what may be wrong",
        arguments: [
            "", " 1", "1 ", "[1, 2]", "{\"a\": 1}", "-1", "-0", "1.5", "1e2", "01", "1000000000000000000", "[1.5]",
            "[1",
            "[1,]", "{\"a\":1,}", "{\"a\"}", "{1:2}", "\"a", "\"a\"b", "\"\\n\"", "\"a\nb\"", "tru", "trueish", "[1]]",
            "[[[[[[[[0]]]]]]]]", #"{"a":1,"a":2}"#, "{\"e\u{301}\":1,\"\u{E9}\":2}",
            "[" + String(repeating: "1,", count: 2047) + "1]",
            "{" + (0..<33).map { "\"\($0)\":0" }.joined(separator: ",") + "}",
        ])
    func notPlain(text: String) {
        #expect(PlainReader.value(of: Array(text.utf8)) == nil)
    }

    @Test("leaves what is not UTF-8 to Jansson", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]])
    func invalidText(bytes: [UInt8]) {
        #expect(PlainReader.value(of: Array("[\"".utf8) + bytes + Array("\"]".utf8)) == nil)
    }

    /// A byte of a good text is changed, taken away or doubled; whatever comes of it, two readers say the same.
    @Test("agrees with Jansson on texts with a fault", arguments: 1...100)
    func agrees(seed: UInt64) throws {
        var generator = SeededGenerator(seed)
        let text = generator.value(depth: 3).bytes
        for place in text.indices.prefix(60) {
            for byte in [text[place], 0x22, 0x2C, 0x30, 0x5C, 0x5D, 0x7D, 0x00, 0x80] {
                let changed = Array(text[..<place]) + [byte, text[place]] + text[(place + 1)...]
                for tried in [changed, Array(text[..<place]) + text[(place + 1)...]] {
                    #expect((try? JSONValue(parsing: tried)) == (try? JSONValue(parsing: [0x20] + tried)))
                }
            }
        }
    }
}
