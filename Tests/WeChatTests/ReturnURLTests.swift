import Foundation
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("The address that a login returns to")
struct ReturnURLTests {
    static let extra = """
        [login]
        redirect_hosts = ok.example, *.example.org, port.example:8443, http://old.example, http://127.0.0.1:5173,
          *.dev.example:3000, xn--fiq228c.example, http://[::1]:5173
        [measurements]
        h5_url = https://h5.example.net
        """
    static let longest = "https://ok.example/" + String(repeating: "a", count: 2048 - 19)

    static let allowed = [
        ("https://www.example.com/a?b=1#c", "https://www.example.com/a?b=1#c"),
        ("https://www.example.com", "https://www.example.com"),
        ("https://www.example.com:443/a", "https://www.example.com:443/a"),
        ("HTTPS://WWW.EXAMPLE.COM/", "HTTPS://WWW.EXAMPLE.COM/"),
        ("https://ok.example:443", "https://ok.example:443"),
        ("https://port.example:8443/", "https://port.example:8443/"),
        ("http://old.example/", "http://old.example/"), ("http://OLD.example:80/", "http://OLD.example:80/"),
        ("http://127.0.0.1:5173/x", "http://127.0.0.1:5173/x"), ("http://[::1]:5173/x", "http://[::1]:5173/x"),
        ("https://a.b.dev.example:3000/", "https://a.b.dev.example:3000/"),
        ("https://XN--fiq228c.example/", "https://XN--fiq228c.example/"),
        ("/", "https://www.example.com/"), ("/a/b?c=//evil.com#d", "https://www.example.com/a/b?c=//evil.com#d"),
        ("/.//evil.com", "https://www.example.com/.//evil.com"),
        ("https://ok.example", "https://ok.example"), ("HTTPS://OK.Example/X", "HTTPS://OK.Example/X"),
        ("https://a.example.org/x", "https://a.example.org/x"),
        ("https://a.b.example.org/", "https://a.b.example.org/"),
        ("https://h5.example.net/app.html#/history", "https://h5.example.net/app.html#/history"),
        ("https://ok.example?u=https://evil.com/", "https://ok.example?u=https://evil.com/"),
        ("https://ok.example#@evil.com", "https://ok.example#@evil.com"),
        ("https://ok.example/%2e%2e%0d%0a", "https://ok.example/%2e%2e%0d%0a"),
        ("https://ok.example/中?文=é", "https://ok.example/%E4%B8%AD?%E6%96%87=%C3%A9"),
        ("/e\u{301}", "https://www.example.com/e%CC%81"), (longest, longest),
    ]

    @Test("is on this site or a listed host, and becomes absolute and ASCII", arguments: allowed)
    func allows(text: String, expected: String) throws {
        let site = try SiteSetting(Self.extra)
        #expect(ReturnURL(text, allowedBy: site.installation)?.text == expected)
    }

    static let refused = [
        "", "ok.example", "www.example.com/a", "a", ".", "?a", "#a", "https:", "https://", "https:///ok.example",
        "https:ok.example", "https:/ok.example", "//ok.example", "//evil.com", "///evil.com",
        "//www.example.com@evil.com",
        "/\\evil.com", "\\/evil.com", "\\\\evil.com", "https:\\\\ok.example", "https://ok.example\\@evil.com",
        "https://ok.example\\.evil.com", "https://ok.example@evil.com", "https://ok.example:80@evil.com",
        "https://user@ok.example", "https://user:pass@ok.example", "https://@ok.example", "https://ok.example.evil.com",
        "https://evil.com#ok.example", "https://evil.com/?ok.example", "https://evil.com?https://ok.example",
        "https://evil.com/ok.example", "https://evil.com#https://ok.example/", "https://evil.com;ok.example",
        "javascript:alert(1)", "JavaScript://ok.example/%0aalert(1)", "data:text/html,x", "ftp://ok.example",
        "vbscript:x", "file:///etc/passwd", "weixin://ok.example", "httpss://ok.example", "https://ok.example\r\nX: 1",
        "https://ok.example/\r", "https://ok.example/\n", "/\r\nSet-Cookie:a=b", "https://ok.example/\tx",
        "/\tevil.com",
        "\t/a", "/\n/evil.com", "https://ok.example/\0", "/\0", "https://ok.example/a b", " https://ok.example",
        "https://ok.example ", " /a", "/a ", "https://ok.example/\u{7F}", "h\nttps://ok.example",
        "https://evilexample.org", "https://example.org", "https://.example.org", "https://..example.org",
        "https://a..example.org", "https://example.org.evil.com", "https://a.example.org.evil.com",
        "https://evil.com.example.org@evil.com", "https://*.example.org", "https://evil.com%2f.example.org",
        "https://evil.com%23.example.org", "https://evil.com%00.example.org", "https://ok%2eexample",
        "https://ok。example", "https://ok．example", "https://ok.example／.evil.com", "https://evil.com／.example.org",
        "https://evil.com？.example.org", "https://evil.com＃.example.org", "https://ｏｋ.example",
        "https://oK\u{301}.example",
        "https://ok.example\u{301}", "https://ok.example.", "https://ok\u{AD}.example", "https://ok\u{200B}.example",
        "/\u{301}evil.com//", "https:/\u{301}/ok.example", "https:\u{301}//ok.example",
        "https://[::1]", "https://[::ffff:1.2.3.4]/", "https://[ok.example]", "https://127.0.0.1", "https://0x7f000001",
        "https://ok.example:", "https://ok.example:0", "https://ok.example:65536", "https://ok.example:+443",
        "https://ok.example:443x", "https://ok.example:٤٤٣", "https://ok.example:443:evil.com", "https://:443",
        "https://ok.example,evil.com", "https://ok.example&evil.com", "https://ok_example", longest + "a",
        "/" + String(repeating: "a", count: 2048),
    ]

    /// On hosts that are allowed, but not there.
    static let elsewhere = [
        "http://www.example.com", "http://www.example.com/", "http://www.example.com:443/",
        "https://www.example.com:8443/", "https://www.example.com:80/", "HTTP://www.example.com/",
        "http://ok.example", "https://ok.example:8443", "https://ok.example:80", "http://ok.example:443",
        "http://a.example.org", "https://a.example.org:444", "http://h5.example.net", "https://h5.example.net:1",
        "https://port.example", "https://port.example:443", "https://port.example:844", "https://port.example:84430",
        "http://port.example:8443", "https://old.example", "http://old.example:8080", "http://old.example:443",
        "https://127.0.0.1:5173", "http://127.0.0.1", "http://127.0.0.1:51730", "http://localhost:5173",
        "http://127.1:5173", "http://0x7f.0.0.1:5173", "http://2130706433:5173", "http://127.0.0.1.:5173",
        "http://[::1]", "http://[0:0:0:0:0:0:0:1]:5173", "http://[::ffff:127.0.0.1]:5173", "http://[::1%25lo]:5173",
        "https://dev.example:3000", "https://a.dev.example", "https://a.dev.example:3001", "http://a.dev.example:3000",
        "https://中国.example", "https://xn--fiq228c.example.", "https://xn--fiq228c.example:8443",
        "https://www.example.com.", "https://www.example.com.:443/",
    ]

    @Test("is on the allowed site's own port and scheme", arguments: elsewhere)
    func refusesElsewhere(text: String) throws {
        let site = try SiteSetting(Self.extra)
        #expect(ReturnURL(text, allowedBy: site.installation) == nil)
    }

    @Test(
        "is on this very site, whatever port and scheme that has, and over either scheme on a listed host",
        arguments: [
            ("http://127.0.0.1:8080/", true), ("/a", true), ("http://127.0.0.1/", false), ("https://127.0.0.1", false),
            ("http://127.0.0.1:8081/", false), ("https://127.0.0.1:8080", false), ("http://ok.example", true),
            ("https://ok.example", true), ("http://ok.example:443", false), ("https://ok.example:8080", false),
            ("http://port.example:8443", true), ("https://port.example:8443", true), ("http://port.example", false),
            ("https://old.example", false), ("https://h5.example.net", true), ("http://h5.example.net", false),
        ])
    func plainSite(text: String, isAllowed: Bool) throws {
        let file = try ConfigurationFile("public_url = http://127.0.0.1:8080\nstate_dir = state\n" + Self.extra)
        let installation = try Installation(file.read())
        #expect((ReturnURL(text, allowedBy: installation) != nil) == isAllowed)
    }

    @Test("is refused in every disguise", arguments: refused)
    func refuses(text: String) throws {
        let site = try SiteSetting(Self.extra)
        #expect(ReturnURL(text, allowedBy: site.installation) == nil)
    }

    @Test("is on an allowed host for whoever else takes it apart, whatever it is put together from")
    func fuzz() throws {
        let site = try SiteSetting(Self.extra)
        let pieces = [
            "https://", "http:", "//", "/", "\\", "@", ":", "#", "?", ".", "%2f", "\t", "[", "]", "。", "／", "\u{301}",
            "&",
            "ok.example", "evil.com", "example.org", "www.example.com", "a", "443", " ", "\r\n", "\0", ";", "%00", "*",
        ]
        let hosts = ["ok.example", "www.example.com", "h5.example.net"]
        var accepted = 0
        for _ in 0..<30_000 {
            let start = Bool.random() ? "https://" + (Bool.random() ? "ok.example" : "") : ""
            let text = start + (0..<Int.random(in: 1...6)).map { _ in pieces.randomElement() ?? "" }.joined()
            guard let url = ReturnURL(text, allowedBy: site.installation) else { continue }
            accepted += 1
            let parts = URLComponents(string: url.text)
            let host = parts?.host?.lowercased() ?? ""
            #expect(parts?.scheme?.lowercased() == "https" && [nil, 443].contains(parts?.port), "\(url.text)")
            #expect(hosts.contains(host) || host.hasSuffix(".example.org"), "\(text.debugDescription) -> \(url.text)")
            #expect(parts?.user == nil && parts?.password == nil)
            #expect(url.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        }
        #expect(accepted > 100)
    }
}
