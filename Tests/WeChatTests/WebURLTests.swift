import Testing

@testable import HTTP
@testable import WeChat

@Suite("A web address")
struct WebURLTests {
    @Test(
        "is taken apart and not rewritten",
        arguments: [
            ("https://a.example", "https", "a.example"), ("HTTP://A.Example/B", "http", "a.example"),
            ("https://a.example:8443/b?c=d#e", "https", "a.example"), ("https://a.example?b", "https", "a.example"),
            ("https://a.example#b", "https", "a.example"), ("http://localhost:8081", "http", "localhost"),
            ("http://127.0.0.1:1/", "http", "127.0.0.1"), ("http://[::1]:8081/b", "http", "[::1]"),
            ("http://[::1]", "http", "[::1]"),
            ("https://[2001:DB8::a]/", "https", "[2001:db8::a]"),
            ("https://[::ffff:1.2.3.4]", "https", "[::ffff:1.2.3.4]"),
            ("https://a.example/@b:c@d", "https", "a.example"), ("https://a.example/公?b=é", "https", "a.example"),
            ("https://a.example:65535", "https", "a.example"), ("https://a.example//b", "https", "a.example"),
        ])
    func parts(text: String, scheme: String, host: String) throws {
        let url = try #require(WebURL(text))
        #expect(url.text == text && url.scheme == scheme && url.host == host)
    }

    @Test(
        "is not what browsers read in more than one way, or not at all",
        arguments: [
            "", "a.example", "//a.example", "/b", "https:", "https:/", "https:/a.example", "https://", "https:///b",
            "https://?b", "https://#b",
            "https:a.example", "ftp://a.example", "javascript://a.example", "httpss://a.example", "https //a",
            " https://a.example",
            "https://a.example ", "https://a.exa mple", "https://a.example/\tb", "https://a.example/\n",
            "https://a.example/\u{0}",
            "https://a.example/\u{7F}", "https://a.example\\@evil.example", "https:\\\\a.example",
            "https://a.example/\\b",
            "https://user@a.example", "https://user:word@a.example", "https://a.example@evil.example",
            "https://@a.example",
            "https://a.example:", "https://a.example:0", "https://a.example:65536", "https://a.example:+80",
            "https://a.example:-1",
            "https://a.example:8a", "https://a.example:80:90", "https://a.example:٨٠", "https://:80",
            "https://*.example", "https://*", "https://a_b",
            "https://a..b", "https://.a", "https://a.", "https://中国.example", "https://\u{212A}.example",
            "https://a%2eexample",
            "https://a.example\u{FF0F}evil", "https://a;b", "https://a,b", "https://[", "https://[]", "https://[:]",
            "https://[::1", "https://::1",
            "https://[::1]x", "https://[::1]:", "https://[x]", "https://[a@b]", "https://[a@\u{301}b]",
            "https://[a.example]", "https://x[::1]",
            "https://a.example/\u{301}\u{0}",
        ])
    func refused(text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test(
        "has an origin, as browsers write it, and a port",
        arguments: [
            ("https://a.example", "https://a.example", 443), ("HTTPS://A.Example:443/b?c", "https://a.example", 443),
            ("http://a.example:80#b", "http://a.example", 80), ("http://a.example:443", "http://a.example:443", 443),
            ("https://a.example:80", "https://a.example:80", 80), ("https://a.example:0443", "https://a.example", 443),
            ("http://[::A]:8081/", "http://[::a]:8081", 8081), ("http://127.0.0.1:5173", "http://127.0.0.1:5173", 5173),
        ])
    func origin(text: String, origin: String, port: UInt16) throws {
        let url = try #require(WebURL(text))
        #expect(url.origin == origin && url.port == port)
    }

    @Test(
        "may be this machine's own",
        arguments: [
            ("http://localhost", true), ("http://LOCALHOST:80/", true), ("http://127.0.0.1", true),
            ("http://127.1.2.3:8081", true),
            ("http://[::1]:8081", true), ("http://localhost.example", false), ("http://127.example.com", false),
            ("http://127.0.0.1.example.com", false), ("http://127-0-0-1.example", false), ("http://128.0.0.1", false),
            ("http://10.127.0.1", false), ("http://[::2]", false), ("http://[2001:db8::1]", false),
            ("http://0.0.0.0", false),
            ("http://a.example/127.0.0.1", false), ("http://a.localhost", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try #require(WebURL(text)).isLoopback == isLoopback)
    }
}
