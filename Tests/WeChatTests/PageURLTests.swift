import HTTP
import Testing

@testable import WeChat

@Suite("A page's address")
struct PageURLTests {
    @Test(
        "is what stands before the first #, byte for byte",
        arguments: [
            ("http://a.example", "http://a.example", ""),
            ("https://a.example/?b=c&d#e", "https://a.example/?b=c&d", "#e"),
            ("https://a.example/#/route?x=1#y", "https://a.example/", "#/route?x=1#y"),
            ("https://a.example/#", "https://a.example/", "#"),
            ("HTTPS://A.Example/B", "HTTPS://A.Example/B", ""),
            ("https://a.example/%e5%85?b=%20+", "https://a.example/%e5%85?b=%20+", ""),
            ("https://a.example/公众号?e\u{301}=é", "https://a.example/公众号?e\u{301}=é", ""),
            ("https://a.example/#\u{301}b", "https://a.example/", "#\u{301}b"),
            ("https://a.example/a b", "https://a.example/a b", ""),
            ("https://a.example:8443/%23", "https://a.example:8443/%23", ""),
        ])
    func parts(address: String, text: String, fragment: String) throws {
        let url = try PageURL(address)
        #expect(Array(url.text.utf8) == Array(text.utf8))
        #expect(Array(url.fragment.utf8) == Array(fragment.utf8))
    }

    @Test(
        "must be an http or https address",
        arguments: [
            "", "a.example", "//a.example", "/page", "ftp://a.example", "javascript:alert(1)", "javascript://a",
            "http:", "http:/a",
            "http://", "https://", "http:a.example", " http://a.example", "httpx://a", "http\u{301}://a",
            "data:text/html,http://a", "weixin://a",
        ])
    func scheme(address: String) {
        #expect(throws: RequestError.invalid("url", reason: "must be an http or https address")) {
            try PageURL(address)
        }
    }

    @Test("holds no control characters", arguments: ["\n", "\r\n", "\t", "\u{0}", "\u{1F}", "\u{7F}"])
    func controls(control: String) {
        for address in [
            "https://a.example/\(control)b", "https://a.example/#\(control)", "https://a.example/\(control)",
        ] {
            #expect(throws: RequestError.invalid("url", reason: "holds control characters")) { try PageURL(address) }
        }
    }

    @Test("is at most 8,192 bytes long")
    func length() throws {
        let start = "https://a.example/"
        let longest = start + String(repeating: "公", count: (8192 - start.utf8.count) / 3)
        let room = 8192 - longest.utf8.count
        #expect(try PageURL(longest + String(repeating: "x", count: room)).text.utf8.count == 8192)
        #expect(throws: RequestError.invalid("url", reason: "is longer than 8192 bytes")) {
            try PageURL(longest + String(repeating: "x", count: room + 1))
        }
    }

    @Test("is refused under the name that its parameter has")
    func parameterName() {
        #expect(throws: RequestError.invalid("href", reason: "must be an http or https address")) {
            try PageURL("", parameter: "href")
        }
    }
}
