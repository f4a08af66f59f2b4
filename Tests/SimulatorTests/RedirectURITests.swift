import Testing

@testable import wechat_simulator

@Suite("Where a site wants the browser to go back to")
struct RedirectURITests {
    @Test(
        "The host is found as browsers find it",
        arguments: [
            ("http://a.example", "a.example"), ("https://a.example:8443/x", "a.example"),
            ("HTTP://A.Example/", "a.example"),
            ("http://a.example?x=http://b.example/", "a.example"), ("http://a.example#@b.example", "a.example"),
            ("http://127.0.0.1:8080/back", "127.0.0.1"), ("http://[::1]:8080/", "[::1]"),
            ("http://a.example/中文?q=是", "a.example"),
        ])
    func host(text: String, host: String) {
        #expect(RedirectURI(text)?.host == host)
    }

    @Test(
        "What is no address of HTTP, or two readers could read differently, is none",
        arguments: [
            "", "a.example", "//a.example/", "javascript:alert(1)", "ftp://a.example/", "http:/a.example/", "http://",
            "http:///x", "http://user@a.example/", "http://a.example@b.example/", "http://a.example:x/",
            "http://a.example:/",
            "http://a.example\\@b.example/", "http://a.example\\.b.example/", "http://a.example /",
            "http://a\texample/",
            "http://a.example/\r\nSet-Cookie: x", "http://a%2eexample/", "http://中.example/", "http://a.example]/",
            "http://a.example/\u{301}\u{7F}", " http://a.example/",
        ])
    func none(text: String) {
        #expect(RedirectURI(text)?.host != "a.example")
        #expect(RedirectURI(text)?.host != "b.example")
    }

    @Test(
        "Parameters come behind those that are there and before the fragment",
        arguments: [
            ("http://a/x", "http://a/x?p=1"), ("http://a", "http://a?p=1"), ("http://a/x?y=2", "http://a/x?y=2&p=1"),
            ("http://a/x#f", "http://a/x?p=1#f"), ("http://a/x?y=2#f?g", "http://a/x?y=2&p=1#f?g"),
            ("http://a/x#f?g", "http://a/x?p=1#f?g"), ("http://a/中", "http://a/%E4%B8%AD?p=1"),
        ])
    func adding(text: String, result: String) {
        #expect(RedirectURI(text)?.adding("p=1") == result)
    }
}
