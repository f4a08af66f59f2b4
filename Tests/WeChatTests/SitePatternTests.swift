import Testing

@testable import HTTP
@testable import Site
@testable import WeChat

@Suite("A site pattern")
struct SitePatternTests {
    static let rows: [(pattern: String, url: String, onHTTPS: Bool, onHTTP: Bool)] = [
        ("a.example", "https://A.example/b", true, true), ("A.Example", "https://a.example", true, true),
        ("a.example", "http://a.example", false, true), ("a.example", "https://a.example:8443", false, false),
        ("a.example", "https://b.a.example", false, false), ("a.example", "https://a.example.evil", false, false),
        ("*.a.example", "https://b.a.example", true, true), ("*.a.example", "https://a.example", false, false),
        ("*.a.example", "https://ba.example", false, false), ("*.a.example", "http://c.b.a.example", false, true),
        ("*.a.example", "https://b.a.example:8443", false, false),
        ("a.example:8443", "https://a.example:8443", true, true), ("a.example:8443", "https://a.example", false, false),
        ("a.example:443", "https://a.example", true, true), ("a.example:443", "http://a.example", false, false),
        ("http://a.example", "http://a.example", true, true), ("HTTP://a.example", "http://a.example:80", true, true),
        ("http://a.example", "https://a.example", false, false),
        ("https://a.example", "http://a.example", false, false), ("https://a.example", "https://a.example", true, true),
        ("https://*.a.example:1", "https://b.a.example:1", true, true),
        ("http://127.0.0.1:5173", "http://127.0.0.1:5173/", true, true),
        ("http://[::1]:5173", "http://[::1]:5173/", true, true), ("[::1]", "https://[::1]", true, true),
        ("[::1]", "https://[::2]", false, false),
    ]

    @Test("means a scheme, a host and a port, those of the site where it names none", arguments: rows.indices)
    func matches(index: Int) throws {
        let row = Self.rows[index]
        let (pattern, url) = (try #require(SitePattern(row.pattern)), try #require(WebURL(row.url)))
        #expect(pattern.matches(url, onSecureSite: true) == row.onHTTPS, "\(row)")
        #expect(pattern.matches(url, onSecureSite: false) == row.onHTTP, "\(row)")
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "*", "*.", "a.", "a.example.", "*.*.a", "a*.example", "*.[::1]", "a.example/", "a.example/b",
            "https://a.example/", "a.example?b", "a.example#b", "https://", "://a.example", "ftp://a.example",
            "javascript://a.example", "//a.example", "https:a.example", "https://https://a.example", "user@a.example",
            "a.example:", "a.example:0", "a.example:65536", "a.example:x", "a.example:1:2", "a b", " a", "a\\b", "::1",
            "[::1", "[::1]x", "中国", "中国.example", "ａ.example", "\u{212A}.example", "a%2eb", "a,b",
        ])
    func refused(text: String) {
        #expect(SitePattern(text) == nil)
    }
}
