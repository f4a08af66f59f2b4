import Testing

@testable import JSON

/// WeChat's servers send raw control characters and broken UTF-8 inside strings (`docs/protocol/wechat.md`,
/// "Every call").
@Suite("Broken strings")
struct TolerantParsingTests {
    static let controls: [UInt8] = Array(0..<0x20)

    @Test(
        "A raw control character in a string is an error when read strictly, kept when read tolerantly",
        arguments: controls)
    func controlCharacter(byte: UInt8) throws {
        let bytes = Array(#"{"nickname":"a"#.utf8) + [byte] + Array(#"b","sex":1}"#.utf8)
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        let value = try JSONValue(tolerantly: bytes)
        #expect(value["nickname"]?.string == "a" + String(UnicodeScalar(byte)) + "b")
        #expect(value["sex"] == 1)
    }

    @Test("A raw NUL in a member's name is an error either way")
    func nulInName() {
        let bytes = Array(#"{"a"#.utf8) + [0] + Array(#"b":1}"#.utf8)
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(throws: JSONError.self) { try JSONValue(tolerantly: bytes) }
    }

    @Test(
        "Invalid UTF-8 in a string is an error when read strictly, replaced when read tolerantly",
        arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE5, 0x85]]
            as [[UInt8]])
    func invalidUTF8(broken: [UInt8]) throws {
        let bytes = Array(#"{"nickname":"公"#.utf8) + broken + Array(#"x","sex":1}"#.utf8)
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        let value = try JSONValue(tolerantly: bytes)
        let nickname = try #require(value["nickname"]?.string)
        #expect(nickname.hasPrefix("公\u{FFFD}") && nickname.hasSuffix("x"))
        #expect(value["sex"] == 1)
    }

    @Test(
        "Escaped quotes and backslashes do not end the string that is mended",
        arguments: [
            (#""\"⇥""#, "\"\t"), (#""\\⇥""#, "\\\t"), (#""\\\"⇥""#, "\\\"\t"), (#""⇥\\""#, "\t\\"),
            (#""⇥\u0041""#, "\tA"),
            (#""⇥⇥""#, "\t\t"),
        ])
    func escapes(text: String, value: String) throws {
        #expect(try tolerantly(text) == .string(value))
    }

    @Test("White space between tokens stays white space")
    func whiteSpace() throws {
        #expect(try tolerantly("⇥{\n⇥\"a\\\\\"⇥:⇥[\"b⇥c\",\r\n1]⇥}⇥") == ["a\\": ["b\tc", 1]])
    }

    @Test(
        "What is not JSON is an error all the same",
        arguments: ["", "<html>502</html>", "{\"a\":1", "{\"a\":\"⇥", "{\"a\":1}x", "\"\\⇥\"", "[1,]", "\u{1}{}"])
    func notJSON(text: String) {
        #expect(throws: JSONError.self) { try tolerantly(text) }
    }

    @Test(
        "A sound text reads the same either way",
        arguments: [#"{"a":[1,"b\n\u0000\\",null,1.5,"😀"],"a2":{}}"#, "7", "[]"])
    func agreement(text: String) throws {
        #expect(try tolerantly(text) == JSONValue(parsing: Array(text.utf8)))
    }

    /// `⇥` stands for a raw tab, which nobody sees in a test.
    private func tolerantly(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(tolerantly: text.map { $0 == "⇥" ? "\t" : String($0) }.joined().utf8.map { $0 })
    }
}
