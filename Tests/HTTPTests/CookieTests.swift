import Testing

@testable import HTTP

@Suite("Cookies of a request")
struct CookieTests {
    @Test(
        "are found by name, in their order",
        arguments: [
            ("sid=1", ["1"]), ("sid=1; sid=2", ["1", "2"]), ("sid=2;sid=1", ["2", "1"]), ("a=0; sid=1; b=2", ["1"]),
            ("  sid=1", ["1"]), ("sid=", [""]), ("sid=a=b==", ["a=b=="]), ("sid=\"1\"", ["\"1\""]),
            ("sid=%41", ["%41"]),
            (";;sid=1;;", ["1"]), ("sid=a b", ["a b"]), ("x=sid=1", []), ("sid", []), ("sid;sid=1", ["1"]), ("", []),
            (";", []),
            ("=1", []), ("SID=1", []), ("xsid=1; sidx=2", []), ("sid =1", []), ("\u{7}sid=1", []),
            ("theme=深色; sid=1", ["1"]),
        ])
    func found(header: String, values: [String]) {
        #expect(Request.test(variables: ["HTTP_COOKIE": header]).cookies("sid") == values)
    }

    /// A letter with a combining mark is another character for Swift, and another byte sequence is the same one; a browser
    /// knows bytes only.
    @Test(
        "are told apart by their bytes, whatever foreign ones hold",
        arguments: [
            ("a=1;\u{301}=2; sid=3", ["3"]), ("sid=\u{301}x", ["\u{301}x"]), ("sid=1;\u{301}=2", ["1"]),
            ("a=\u{301};sid=1", ["1"]),
            ("\u{17F}id=1", []),
        ])
    func bytes(header: String, values: [String]) {
        let found = Request.test(variables: ["HTTP_COOKIE": header]).cookies("sid")
        #expect(found.map { Array($0.utf8) } == values.map { Array($0.utf8) })
    }

    @Test("are not taken for one another when Unicode calls their names the same")
    func kelvin() {
        #expect(Request.test(variables: ["HTTP_COOKIE": "\u{212A}=1"]).cookies("K").isEmpty)
    }

    @Test("are none without the header")
    func noHeader() {
        #expect(Request.test().cookies("sid").isEmpty)
    }
}
