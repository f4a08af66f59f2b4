import Testing

@testable import HTTP
@testable import WeChat

@Suite("A host pattern")
struct HostPatternTests {
    @Test(
        "matches the host itself, in any case, and no other",
        arguments: [
            ("www.example.com", true), ("WWW.Example.COM", true), ("example.com", false), ("a.www.example.com", false),
            ("www.example.com.", false), ("wwwxexample.com", false), ("www.example.com.evil.example", false),
            ("", false),
            ("www.example.co", false), ("xwww.example.com", false), ("www.example.com:80", false),
        ])
    func exact(name: String, matches: Bool) throws {
        for pattern in ["www.example.com", "Www.EXAMPLE.com"] {
            #expect(try #require(HostPattern(pattern)).matches(name) == matches)
        }
    }

    @Test(
        "with a star matches every host below, not the one it names",
        arguments: [
            ("www.example.com", true), ("a.b.example.com", true), ("A.EXAMPLE.com", true), ("example.com", false),
            (".example.com", false), ("xexample.com", false), ("evil-example.com", false),
            ("example.com.evil.example", false),
            ("www.example.com.evil.example", false), ("www.example.org", false), ("", false),
        ])
    func below(name: String, matches: Bool) throws {
        #expect(try #require(HostPattern("*.example.com")).matches(name) == matches)
    }

    @Test(
        "is a host name, maybe with a star in front",
        arguments: [
            "a", "localhost", "a-b.example", "127.0.0.1", "xn--fiq228c.example", "*.a",
            String(repeating: "a.", count: 126) + "a",
        ])
    func good(text: String) {
        #expect(HostPattern(text) != nil)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "*", "*.", ".", "a.", ".a", "a..b", "*a.example", "a.*.example", "*.*.example", "**.example",
            "a.example:80", "a.example/",
            "https://a.example", "a b", " a", "a\n", "a_b", "a@b", "[::1]", "::1", "中国", "ａ.example",
            "e\u{301}.example",
            "\u{212A}.example", "a\u{0}", "a%2e", String(repeating: "a.", count: 127),
            String(repeating: "a", count: 254),
        ])
    func bad(text: String) {
        #expect(HostPattern(text) == nil)
    }
}
