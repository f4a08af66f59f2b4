import JSON
import Testing

@testable import HTTP

@Suite("Parameters of a request")
struct ParameterTests {
    static let form = "application/x-www-form-urlencoded"

    @Test("come from the body before the query, and from the query when the body has none, null or an empty one")
    func precedence() throws {
        #expect(try Request.test(query: "a=query").parameter("a") == "query")
        #expect(try Request.post(#"{"a":"body"}"#, query: "a=query").parameter("a") == "body")
        for body in ["{}", #"{"a":null}"#, #"{"a":""}"#, "", " \n"] {
            #expect(try Request.post(body, query: "a=query").parameter("a") == "query")
        }
        #expect(try Request.post("a=form", type: Self.form, query: "a=query").parameter("a") == "form")
        #expect(try Request.post("a=&b=1", type: Self.form, query: "a=query").parameter("a") == "query")
        #expect(try Request.post(#"{"a":"body"}"#, query: "a=query").queryParameter("a") == "query")
        #expect(try Request.post(#"{"a":"body"}"#, query: "a=1&a=2").parameter("a") == "body")
    }

    @Test(
        "are nil when they are nowhere or empty, and missing when they are required", arguments: ["", "a", "a=", "b=1"])
    func absence(query: String) throws {
        let request = Request.test(query: query)
        #expect(try request.parameter("a") == nil)
        #expect(throws: RequestError.missing("a")) { try request.requiredParameter("a") }
        #expect(try Request.test(query: "a=1").requiredParameter("a") == "1")
    }

    @Test("must not stand twice in a JSON body, as in a form")
    func duplicates() throws {
        #expect(throws: RequestError.self) { try Request.post(#"{"a":"first","a":"second"}"#).parameter("a") }
        #expect(try Request.post(#"{"a":"first","a":"second"}"#).parameter("b") == nil)
    }

    @Test("are empty, not absent, for who asks the query itself")
    func emptyQueryParameter() throws {
        #expect(try Request.test(query: "a").queryParameter("a") == "")
        #expect(try Request.test(query: "b").queryParameter("a") == nil)
    }

    @Test(
        "are read from JSON under any content type",
        arguments: [
            nil, "", "application/json", "application/json; charset=utf-8", "text/plain", form,
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded; charset=UTF-8",
        ] as [String?])
    func contentTypes(type: String?) throws {
        #expect(try Request.post(#"{"a":"1"}"#, type: type).parameter("a") == "1")
    }

    @Test("are read from JSON behind white space and a byte order mark")
    func byteOrderMark() throws {
        for start in ["\u{FEFF}", "\r\n\t ", "\u{FEFF}\n "] {
            #expect(try Request.post(start + #"{"a":"1"}"#).parameter("a") == "1")
        }
    }

    @Test(
        "are read from forms under that content type",
        arguments: [form, "Application/X-WWW-Form-URLEncoded; charset=utf-8"])
    func forms(type: String) throws {
        #expect(try Request.post("b=2&a=x+%E5%85%AC", type: type).parameter("a") == "x 公")
        #expect(throws: RequestError.malformed("a")) { try Request.post("a=%", type: type).parameter("a") }
        #expect(throws: RequestError.repeated("a")) { try Request.post("a=1&a=2", type: type).parameter("a") }
    }

    @Test(
        "take whole numbers as their digits",
        arguments: [
            ("7", "7"), ("-1", "-1"), ("9007199254740993", "9007199254740993"), ("12.0", "12"),
            ("1.38e10", "13800000000"),
        ])
    func numbers(json: String, text: String) throws {
        #expect(try Request.post("{\"a\":\(json)}").parameter("a") == text)
    }

    @Test(
        "are refused in other JSON types",
        arguments: ["true", "1.5", "9007199254740993.0", "[]", "[\"1\"]", "{}", "{\"a\":\"1\"}"])
    func wrongTypes(json: String) throws {
        let request = Request.post("{\"a\":\(json),\"b\":\"2\"}", query: "a=query")
        #expect(throws: RequestError.invalid("a", reason: "must be a string or a whole number")) {
            try request.parameter("a")
        }
        #expect(try request.parameter("b") == "2")
    }

    @Test("are refused with a NUL in them")
    func nul() {
        #expect(throws: RequestError.malformed("a")) { try Request.post(#"{"a":"x\u0000"}"#).parameter("a") }
    }

    @Test(
        "are refused in a body that is neither JSON object nor form, also those of the query",
        arguments: ["[1]", "\"a\"", "7", "a=1", "<xml/>", "null", "--x\r\n", "\u{FEFF}a"])
    func unreadable(body: String) {
        let request = Request.post(body, type: "application/json", query: "a=1")
        #expect(throws: RequestError.bodyUnreadable(reason: "neither a JSON object nor a form")) {
            try request.parameter("a")
        }
    }

    @Test("are refused in broken JSON, with the line and nothing of the text")
    func brokenJSON() {
        let request = Request.post("{\"phone\":\"13800000000\",\n\"a\":13800000000x}")
        let error = #expect(throws: RequestError.self) { try request.parameter("a") }
        #expect(error == .bodyUnreadable(reason: "line 2 is not JSON"))
        #expect(error?.description.contains("138") == false)
    }

    @Test(
        "are refused in JSON that is deeper or has more in it than any request",
        arguments: [
            ("[", "]", 100_000, "is nested deeper than 32 levels"), ("", "{},", 349_000, "has more than 1000 elements"),
        ])
    func excessiveJSON(open: String, close: String, count: Int, reason: String) {
        let (open, close) = (String(repeating: open, count: count), String(repeating: close, count: count))
        let request = Request.post("{\"a\":[\(open)\(close)1]}")
        #expect(throws: RequestError.bodyUnreadable(reason: reason)) { try request.parameter("a") }
    }

    @Test("are refused in a JSON body with invalid UTF-8")
    func invalidUTF8() {
        let request = Request.test("POST", body: Array(#"{"a":""#.utf8) + [0xFF] + Array(#""}"#.utf8))
        #expect(throws: RequestError.bodyUnreadable(reason: "line 1 is not JSON")) { try request.parameter("a") }
    }

    @Test("come with the whole JSON body, which is nil for a form and for nothing")
    func wholeBody() throws {
        #expect(try Request.post(#"{"b":1,"a":[true]}"#).json() == ["b": 1, "a": [true]])
        #expect(try Request.post("a=1", type: Self.form).json() == nil)
        #expect(try Request.post("").json() == nil)
    }
}
