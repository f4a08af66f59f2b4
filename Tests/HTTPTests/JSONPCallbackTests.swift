import JSON
import Testing

@testable import HTTP

@Suite("A JSONP callback")
struct JSONPCallbackTests {
    @Test(
        "may be a name, its members and numbered elements",
        arguments: [
            "a", "_", "$", "Z9", "cb", "jQuery1124_1700000000000", "angular.callbacks._0", "$.cb", "a[0]", "a[12].b[3]",
            "a[0][1]",
            "__ng_jsonp__.__req0.finished", String(repeating: "a", count: 128),
            "a[" + String(repeating: "1", count: 125) + "]",
        ])
    func good(name: String) {
        let response = JSONPCallback(name)?.response(Array("{}".utf8))
        #expect(response?.body == Array("\(name)({})".utf8))
    }

    @Test(
        "may be nothing else",
        arguments: [
            "", " ", "0a", "1", ".a", "[0]", "a b", " a", "a ", "a\n", "a\u{0}", "a(", "a()", "alert(1)//", "a;b",
            "a=1", "a,b", "a-b",
            "a+b", "a/b", "a//", "a/*", "a'", "a\"", "a`", "a\\u0061", "<script>", "a<b", "</script>", "a&b", "a[x]",
            "a[", "a[]",
            "a[0", "a]", "a[0]]", "a[[0]]", "a[-1]", "a[ 0]", "a[0x1]", "a['b']", "a[0.1]", "a%2e", "é", "公",
            "a\u{2028}", "\u{2028}",
            "a\u{2029}b", "ａ", "a\u{301}", "a[٣]", String(repeating: "a", count: 129),
            "a[" + String(repeating: "1", count: 126) + "]",
        ])
    func bad(name: String) {
        #expect(JSONPCallback(name) == nil)
    }

    @Test("answers as a program")
    func response() throws {
        let response = try #require(JSONPCallback("cb")).response(JSONValue.object([.init("a", "b\n")]).bytes)
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "application/javascript; charset=utf-8")
        #expect(response.body == Array(#"cb({"a":"b\n"})"#.utf8))
    }

    @Test("answers with no line separator, which older JavaScript takes for the end of a line")
    func lineSeparators() throws {
        let text = "a\u{2028}b\u{2029}\u{2027}\u{202A}公\u{2028}"
        let body = try #require(JSONPCallback("cb")).response(JSONValue.string(text).bytes).body
        #expect(body == Array("cb(\"a\\u2028b\\u2029\u{2027}\u{202A}公\\u2028\")".utf8))
        #expect(try JSONValue(parsing: Array(body.dropFirst(3).dropLast())).string == text)
    }

    @Test(
        "is given whatever JSON it is asked to send, cut characters too",
        arguments: [[], [0xE2], [0xE2, 0x80], [0xE2, 0x80, 0xA7]])
    func cutCharacters(json: [UInt8]) throws {
        #expect(try #require(JSONPCallback("f")).response(json).body == Array("f(".utf8) + json + Array(")".utf8))
    }
}
