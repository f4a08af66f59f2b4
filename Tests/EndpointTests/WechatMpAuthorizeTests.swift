import FastCGI
import HTTP
import LoopbackServer
import Testing

@testable import EndpointRuntime
@testable import wechat_mp_authorize
@testable import wechat_mp_callback

@Suite("GET /boilerplate/…/wechat-mp/authorize")
struct WechatMpAuthorizeTests {
    static var cases: [(query: String, referer: String?, expected: String)] {
        [
            ("redirect=/a%3Fb%3D1%23c", nil, "https://www.example.com/a?b=1#c"),
            ("redirect=https%3A%2F%2Fok.example%2F", nil, "https://ok.example/"),
            ("next=/n", nil, "https://www.example.com/n"), ("redirect=/r&next=/n", nil, "https://www.example.com/r"),
            ("redirect=&next=/n", nil, "https://www.example.com/n"),
            ("", "https://www.example.com/from", "https://www.example.com/from"),
            ("next=/n", "https://www.example.com/from", "https://www.example.com/n"),
            ("", "https://evil.com/", "https://www.example.com/boilerplate/wechat/mp/index"),
            ("", "//evil.com/", "https://www.example.com/boilerplate/wechat/mp/index"),
            ("", "", "https://www.example.com/boilerplate/wechat/mp/index"),
            ("_=1", nil, "https://www.example.com/boilerplate/wechat/mp/index"),
        ]
    }

    @Test("starts the login that returns to redirect, next, the Referer or the index", arguments: cases.indices)
    func starts(index: Int) throws {
        let (query, referer, expected) = Self.cases[index]
        let site = try LoginSite()
        let headers = referer.map { ["Referer": $0] } ?? [:]
        let start = site.answer(WechatMpAuthorize.self, .make(query: query, headers: headers))
        #expect(start.isAtWeChat && start.response.body.isEmpty)
        #expect(start.location.contains("&response_type=code&scope=snsapi_userinfo&state=\(start.state)#"))
        #expect(start.response.header("Cache-Control") == "no-store")
        let callback = Request.get(WechatMpCallback.self, "code=c&state=\(start.state)", cookie: start.cookie)
        #expect(site.answer(WechatMpCallback.self, callback).location == expected)
    }

    @Test("has WeChat send the browser back under the prefix that it came by")
    func prefixes() throws {
        let site = try LoginSite()
        #expect(WechatMpAuthorize.routes.count == 2)
        for route in WechatMpAuthorize.routes {
            let variables = ["REQUEST_METHOD": "GET", "SCRIPT_NAME": route.path]
            let request = Request(id: "1", variables: variables, content: .success([]))
            let path = route.path.replacing("authorize", with: "callback")
            #expect(site.answer(WechatMpAuthorize.self, request).callback == "https://www.example.com" + path)
            #expect(WechatMpCallback.routes.contains { $0.path == path })
        }
    }

    @Test("refuses an address that is not allowed", arguments: BadValue.addresses, ["redirect", "next"])
    func refuses(value: BadValue, name: String) throws {
        let site = try LoginSite()
        let answer = site.answer(WechatMpAuthorize.self, .make(query: "\(name)=\(value.raw)"))
        guard !value.raw.isEmpty, !(value.what == "twice" && name == "next") else { return }
        #expect(answer.response.status == 400)
        #expect(answer.bodyText == #"{"error_code":10003,"error_message":"参数错误或缺失"}"#)
        #expect(answer.setCookies.isEmpty)
    }

    @Test(
        "binds the browser by a cookie of this host alone, Secure with https",
        arguments: [("https://www.example.com", "; Secure"), ("http://www.example.com", "")])
    func cookie(publicURL: String, end: String) throws {
        let site = try LoginSite(extra: "[sessions]\ncookie_domain = example.com", publicURL: publicURL)
        let start = site.answer(WechatMpAuthorize.self, .make())
        let cookie = try #require(start.setCookies.first)
        #expect(start.setCookies.count == 1)
        // Browsers take the name with HTTPS from this very host only.
        let name = end.isEmpty ? "wechat_login=" : "__Host-wechat_login="
        #expect(cookie.hasPrefix(name))
        #expect(cookie.dropFirst(name.count + 43) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=720\(end)")
        let second = site.answer(WechatMpAuthorize.self, .make(headers: ["Cookie": start.cookie]))
        #expect(second.cookie == start.cookie)
        #expect(second.state != start.state)
    }
}
