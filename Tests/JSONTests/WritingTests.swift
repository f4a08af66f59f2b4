import Testing

@testable import JSON

@Suite("Writing JSON")
struct WritingTests {
    @Test(
        "is compact and leaves slashes alone",
        arguments: [
            (nil, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.min), "-9223372036854775808"),
            (.real(0.1), "0.1"), (.real(100), "100.0"), (.real(.infinity), "null"), (.real(.nan), "null"),
            ("http://a/b", "\"http://a/b\""), ([], "[]"), ([:], "{}"), ([1, "2", [nil]], "[1,\"2\",[null]]"),
            (["b": 1, "a": ["c": true]], "{\"b\":1,\"a\":{\"c\":true}}"), ("😀\u{7F}é", "\"😀\u{7F}é\""),
            ("\"\\\n\r\t\u{8}\u{0}\u{1F}", #""\"\\\n\r\t\u0008\u0000\u001f""#), (["\"\n": 1], #"{"\"\n":1}"#),
        ] as [(JSONValue, String)])
    func text(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test("escapes every control character, in values and in names")
    func controlCharacters() throws {
        let controls = (0..<0x20).map { String(UnicodeScalar(UInt8($0))) }.joined()
        #expect(JSONValue.string(controls).bytes.allSatisfy { $0 >= 0x20 })
        #expect(JSONValue.object([.init(controls, 1)]).bytes.allSatisfy { $0 >= 0x20 })
        #expect(try JSONValue(parsing: JSONValue.string(controls).bytes).string == controls)
    }

    @Test("escapes a byte wherever it stands", arguments: ["\"", "\\", "\n", "\u{1F}"], 0...24)
    func escapePlaces(character: String, length: Int) throws {
        for place in 0...length {
            let text = String(repeating: "é", count: place) + character + String(repeating: "a", count: length - place)
            let written = JSONValue.string(text).bytes
            #expect(written.count == text.utf8.count + (character == "\u{1F}" ? 7 : 3))
            #expect(try JSONValue(parsing: written).string == text)
        }
    }

    @Test(
        "copies every other byte as it is, however long the text",
        arguments: ["a", "é", "睡", "😀", " ", "!", "#", "[", "]", "\u{7F}", "\u{A2}", "\u{DC}"])
    func plainText(character: String) {
        for length in 0...40 {
            let text = String(repeating: character, count: length)
            #expect(JSONValue.string(text).text == "\"\(text)\"")
        }
    }

    @Test("and reading it again gives the same value, for values of every shape", arguments: 1...200)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed)
        let value = generator.value(depth: 5)
        let written = value.bytes
        #expect(written.allSatisfy { $0 >= 0x20 })
        let read = try JSONValue(parsing: written)
        #expect(read == value)
        #expect(read.bytes == written, "== of strings does not see another form of the same characters")
        #expect(try JSONValue(tolerantly: written) == value)
    }

    @Test("is tried with values that are worth it: deep ones, long ones, and every kind of scalar")
    func generatedValues() {
        let texts = (1...200).map { seed in
            var generator = SeededGenerator(UInt64(seed))
            return generator.value(depth: 5).text
        }
        #expect(Set(texts).count > 100)
        for part in ["null", "true", "[[", "\\u0000", "\\\\", "\\\"", "e+", "😀", "-9223372036854775808", "e\u{301}"] {
            #expect(texts.contains { $0.utf8.contains(part.utf8) }, "none holds \(part)")
        }
    }
}
