import Testing

@testable import HTTP

@Suite("HTML")
struct HTMLTests {
    static let texts = [
        ("a", "a"), ("", ""), ("<b>", "&lt;b&gt;"), ("\"'", "&quot;&#39;"), ("&amp;", "&amp;amp;"),
        ("中文 👨‍👩‍👧", "中文 👨‍👩‍👧"), ("<\u{301}script>", "&lt;\u{301}script&gt;"), ("\"\u{200D}>", "&quot;\u{200D}&gt;"),
    ]

    @Test("escapes text that is put into it, also in front of combining characters", arguments: texts)
    func escapes(text: String, expected: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(html.text == "<p title=\"\(expected)\">\(expected)</p>")
    }

    @Test("takes HTML as it is, and numbers")
    func parts() {
        let inner: HTML = "<b>\("<")</b>"
        let outer: HTML = "<p>\(inner)\(Int64(-5))</p>"
        #expect(outer.text == "<p><b>&lt;</b>-5</p>")
        #expect(HTML([inner, outer]).text == "<b>&lt;</b>\n<p><b>&lt;</b>-5</p>")
    }

    @Test("makes a page that runs no scripts, is in no frame and in no cache")
    func page() {
        let response = Response.page("<p>a</p>")
        #expect(response.status == 200 && response.body == Array("<p>a</p>".utf8))
        #expect(response.header("Content-Type") == "text/html; charset=utf-8")
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'none'"
        #expect(response.header("Content-Security-Policy") == policy)
        #expect(response.header("Cache-Control") == "no-store")
    }
}
