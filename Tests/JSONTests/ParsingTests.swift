import Testing

@testable import JSON

@Suite("Reading JSON")
struct ParsingTests {
    @Test(
        "takes any value at the top",
        arguments: [
            ("null", nil), (" true\n", true), ("false", false), ("0", 0), ("-0", 0), ("\"\"", ""), ("[]", []),
            ("{}", [:]),
            ("1.5", .real(1.5)), ("1e2", .real(100)), ("1E-2", .real(0.01)), ("-1.0", .real(-1)),
            ("[1,[2,{\"a\":[]}]]", [1, [2, ["a": []]]]),
        ] as [(String, JSONValue)])
    func values(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test("keeps the order of members")
    func order() throws {
        let names = ["zeta", "alpha", "0", "", "ключ", "公众号", "a/b", "Alpha"]
        let text = "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}"
        guard case .object(let members) = try parse(text) else { throw NoObject() }
        #expect(members.map(\.name) == names)
        #expect(members.map(\.value) == (0..<8).map { .integer($0) })
    }

    @Test(
        "keeps whole numbers of 64 bits exact",
        arguments: [
            9_007_199_254_740_993, -9_007_199_254_740_993, 6_265_881_059_295_447_969, Int64.max, Int64.min, 0, -1,
        ])
    func exactIntegers(number: Int64) throws {
        #expect(try parse("{\"MsgId\":\(number)}")["MsgId"] == .integer(number))
    }

    @Test(
        "gives the last of several members of one name",
        arguments: ["{\"a\":1,\"b\":2,\"a\":3}", "{\"\\u0061\":1,\"a\":3}"])
    func duplicates(text: String) throws {
        #expect(try parse(text)["a"] == 3)
    }

    @Test(
        "undoes escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u516C""#, "Aé公"),
            (#""\ud83d\ude00""#, "😀"), (#""a\u0000b""#, "a\u{0}b"), ("\"😀👨‍👩‍👧\u{7F}\u{2028}\"", "😀👨‍👩‍👧\u{7F}\u{2028}"),
        ])
    func escapes(text: String, value: String) throws {
        let string = try #require(try parse(text).string)
        #expect(Array(string.utf8) == Array(value.utf8))
    }

    @Test(
        "refuses what is not JSON",
        arguments: [
            "", " ", "\n", "{", "[", "}", "[1,]", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}", "[1 2]",
            "[1]]",
            "{} {}", "1 2", "truth", "nul", "True", "NaN", "Infinity", "-Infinity", "[NaN]", "01", "+1", ".5", "1.",
            "1e",
            "0x10", "--1", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\uZZZZ\"", "'a'", "// c\n1", "/**/1", "undefined",
            "\u{FEFF}{}", "{\"\\u0000\":1}", "{1:2}",
        ])
    func notJSON(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test(
        "refuses half surrogate pairs, which are U+FFFD to a tolerant reader",
        arguments: [#""\ud800""#, #""\ud800a""#, #""\udc00""#, #""\ud800\ud800""#, #""\ude00\ud83d""#])
    func loneSurrogates(text: String) throws {
        #expect(throws: JSONError.self) { try parse(text) }
        #expect(try JSONValue(tolerantly: Array(text.utf8)).string?.contains("\u{FFFD}") == true)
    }

    @Test(
        "refuses numbers that it cannot hold, rather than rounding them",
        arguments: [
            "9223372036854775808", "-9223372036854775809", "1" + String(repeating: "0", count: 400), "1e400", "-1e400",
        ])
    func hugeNumbers(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("names the line of the fault")
    func faultLine() {
        let error = #expect(throws: JSONError.self) { try parse("{\n\"a\": 1,\n\"b\": x\n}") }
        #expect(error?.line == 3)
        #expect(error?.description.hasPrefix("line 3: ") == true)
    }

    @Test("refuses an empty input without a line")
    func emptyInput() {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: []) }
        #expect(error?.message.isEmpty == false)
    }

    @Test("reads arrays and objects up to 2,048 levels deep", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(open: String, close: String) throws {
        func nested(_ levels: Int) -> String {
            String(repeating: open, count: levels - 1) + "[]" + String(repeating: close, count: levels - 1)
        }
        func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8), limits: .own) }
        #expect(try parse(nested(2048)).text == nested(2048))
        #expect(throws: JSONError.self) { try parse(nested(2049)) }
        #expect(throws: JSONError.self) { try parse(nested(100_000)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: open, count: 100_000)) }
    }

    private struct NoObject: Error {}
    private func parse(_ text: String) throws(JSONError) -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }
}
