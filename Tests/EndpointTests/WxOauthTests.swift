import FastCGI
import HTTP
import JSON
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wx_oauth

@Suite("GET /wx/oauth")
struct WxOauthTests {
    @Test("makes a session and sends the browser to WeChat's page")
    func starts() throws {
        let site = try LoginSite()
        for query in ["", "redirect=", "redirect=https%3A%2F%2Fh5.example.net%2Fapp.html%23%2Fx", "redirect=/a"] {
            let answer = site.answer(WxOauth.self, .get(WxOauth.self, query))
            #expect(answer.isAtWeChat)
            #expect(answer.location.contains("&scope=snsapi_userinfo&"))
            #expect(answer.callback == "https://www.example.com/wx/oauth/callback")
            let cookie = try #require(answer.setCookies.first)
            #expect(answer.setCookies.count == 2 && cookie.hasPrefix("sid="))
            #expect(answer.setCookies.last?.hasPrefix("__Host-wechat_login=") == true)
            #expect(cookie.dropFirst(4 + 64) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=1200; Secure")
            #expect(try site.openid(.measurements, answer.cookie) == nil)
        }
    }

    @Test("sets the cookie for the configured domain")
    func domain() throws {
        let site = try LoginSite(extra: "[sessions]\ncookie_domain = example.com", publicURL: "http://www.example.com")
        let cookie = site.answer(WxOauth.self, .get(WxOauth.self)).setCookies.first ?? ""
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=1200; Domain=example.com"))
    }

    @Test("goes on in the session of somebody who is logged in, and else in a new one, of no other API")
    func sameSession() throws {
        let site = try LoginSite()
        let first = site.answer(WxOauth.self, .get(WxOauth.self))
        let second = site.answer(WxOauth.self, .get(WxOauth.self, cookie: first.cookie))
        #expect(second.isAtWeChat)
        // The cookie that binds the login to the browser gets its time anew, and stays what it is.
        let (sids, bindings) = try ([first, second].map(sid), [first, second].map { $0.setCookies.last })
        #expect(second.setCookies.count == 2 && bindings[0] == bindings[1] && sids[0] != sids[1])
        let held = site.answer(WxOauth.self, .get(WxOauth.self, cookie: try site.loggedIn(.measurements)))
        #expect(held.setCookies.count == 1 && held.cookie.hasPrefix("__Host-wechat_login="))
        let id = try site.loggedIn(.boilerplate).split(separator: "=").last ?? ""
        for stale in ["sid=\(id)", "sid=" + String(repeating: "0", count: 64), "sid=x"] {
            let answer = site.answer(WxOauth.self, .get(WxOauth.self, cookie: stale))
            #expect(answer.setCookies.count == 2 && answer.cookie.hasPrefix("sid=") && !answer.cookie.contains(stale))
        }
    }

    private func sid(_ answer: Answer) throws -> String {
        try #require(answer.setCookies.first { $0.hasPrefix("sid=") })
    }

    @Test("refuses a page that is not allowed", arguments: BadValue.addresses)
    func refuses(value: BadValue) throws {
        guard !value.raw.isEmpty else { return }
        let site = try LoginSite()
        let answer = site.answer(WxOauth.self, .get(WxOauth.self, "redirect=\(value.raw)"))
        #expect(answer.response.status == 200)
        let json = try answer.json()
        #expect(json["ok"]?.bool == false && json["error"]?["code"]?.integer == 2002)
        #expect(json["cid"]?.string == "0123456789abcdef")
        #expect(answer.setCookies.isEmpty)
    }
}
