import FastCGI
import HTTP
import LoopbackServer
import Platform
import Testing

@testable import EndpointRuntime
@testable import People
@testable import Site
@testable import WeChat
@testable import wx_oauth
@testable import wx_oauth_callback

@Suite("GET /wx/oauth/callback", .timeLimit(.minutes(5)))
struct WxOauthCallbackTests {
    let site: LoginSite
    let start: Answer

    init() throws {
        site = try LoginSite()
        start = site.answer(WxOauth.self, .get(WxOauth.self))
    }

    private func callback(_ query: String, cookie: String? = nil) -> Answer {
        site.answer(WxOauthCallback.self, .get(WxOauthCallback.self, query, cookie: cookie ?? start.cookie))
    }

    @Test("authorizes a fresh session and goes to the H5 page, also when it comes twice")
    func done() throws {
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 302)
        let page = "https://h5.example.net/app.html?random="
        #expect(answer.location.hasPrefix(page) && answer.location.hasSuffix("#/history"))
        #expect(answer.location.utf8.count == page.utf8.count + 4 + "#/history".utf8.count)
        let cookie = try #require(answer.setCookies.first)
        #expect(answer.setCookies.count == 1 && cookie.hasPrefix("sid=") && answer.cookie != start.cookie)
        #expect(cookie.dropFirst(4 + 64) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=1200; Secure")
        #expect(try site.openid(.measurements, answer.cookie) == "openid-1")
        #expect(try site.openid(.measurements, start.cookie) == nil)
        for cookie in [start.cookie, start.cookie + "; " + answer.cookie, answer.cookie + "; " + start.cookie] {
            let again = callback("code=c&state=\(start.state)", cookie: cookie)
            #expect(again.location == answer.location && again.setCookies == answer.setCookies)
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
    }

    @Test("goes to the page that was asked for, with `random` in its query")
    func page() throws {
        let query = "redirect=https%3A%2F%2Fok.example%2Fp%3Frandom%3Dold0%26a%3D1%23%2Fb%3Fc"
        let start = site.answer(WxOauth.self, .get(WxOauth.self, query))
        let answer = callback("code=c&state=\(start.state)", cookie: start.cookie)
        #expect(answer.location.hasPrefix("https://ok.example/p?a=1&random="))
        #expect(answer.location.hasSuffix("#/b?c"))
    }

    @Test("says in the running system's words why somebody is not authorized")
    func refusals() throws {
        let other = site.answer(WxOauth.self, .get(WxOauth.self))
        let zeros = String(repeating: "0", count: 64)
        let state = start.state
        let cases: [(query: String, cookie: String?, text: String)] = [
            ("code=c&state=\(state)", "", "非法的会话"), ("code=c&state=\(state)", "sid=x", "非法的会话"),
            ("code=c&state=\(state)", "sid=\(zeros)", "非法的会话"), ("", "", "非法的会话"),
            ("code=c&state=\(state)", try site.loggedIn(.boilerplate), "非法的会话"),
            ("state=\(state)", nil, "用户禁止授权"), ("state=\(state)&code=", nil, "用户禁止授权"),
            ("code=c", nil, "非法的会话，state错误"), ("code=c&state=", nil, "非法的会话，state错误"),
            ("code=c&state=\(zeros.prefix(44))", nil, "非法的会话，state 错误"),
            ("code=c&state=\(zeros)\(zeros)", nil, "非法的会话，state 错误"),
            ("code=c&state=\(other.state)", nil, "非法的会话，state 错误"),
            ("code=c&state=\(state)", other.cookie, "非法的会话，state 错误"),
            ("code=c&state=\(state)&state=\(state)", nil, "非法的会话，state 错误"),
        ]
        for (query, cookie, text) in cases {
            let answer = callback(query, cookie: cookie)
            #expect(answer.bodyText == text, "\(query) \(cookie ?? "")")
            #expect(answer.response.status == 200)
            #expect(answer.response.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        #expect(callback("code=c&state=\(state)").response.status == 302)
    }

    @Test("says that the session expired")
    func expired() throws {
        let now = Clock.system.now()
        let configuration = try site.setting.installation().configuration
        for (age, text) in [(1190, "非法的会话，state 错误"), (1200, "非法的会话,session过期")] as [(Int64, String)] {
            let installation = try Installation(
                configuration, clock: Clock(now: { now - age }, uptime: { 1 }, bootID: ""))
            let login = try WebLogin(.measurements, installation)
            let begun = try login.start(.get(WxOauth.self), returningTo: login.historyPage)
            let cookies = begun.headers.filter { $0.name == "Set-Cookie" }.map { String($0.value.prefix { $0 != ";" }) }
            let answer = callback("code=c&state=\(start.state)", cookie: cookies.joined(separator: "; "))
            #expect(answer.bodyText == text)
        }
        let ended = try site.loggedIn(.measurements)
        try site.endSessions()
        #expect(callback("code=c&state=\(start.state)", cookie: ended).bodyText == "非法的会话,session过期")
    }

    @Test(
        "says that WeChat refused or failed, and authorizes nothing",
        arguments: [
            (40029, "微信登录失败"), (40163, "微信登录失败"), (45011, "微信登录失败"), (-1, "微信服务器超时"),
        ], [ScriptedWeChat.exchange, ScriptedWeChat.userInfo])
    func refused(refusal: (code: Int, text: String), path: String) throws {
        site.wechat.refuse(path, refusal.code)
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 200)
        #expect(answer.bodyText == refusal.text)
        #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
        #expect(try site.openid(.measurements, start.cookie) == nil)
        #expect(answer.log?.contains(path) == true)
    }

    @Test("says that WeChat failed, in whatever way", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) throws {
        let steps = ScriptedWeChat.failures[index].steps
        site.wechat.on(ScriptedWeChat.exchange) { _ in steps }
        #expect(callback("code=c&state=\(start.state)").bodyText == "微信服务器超时")
    }

    @Test("of an attacker, in a browser in which the attacker's `sid` was planted, neither logs in nor ends a session")
    func plantedSession() throws {
        let attackers = start.cookie.split(separator: "; ").map(String.init)
        let planted = try #require(attackers.first { $0.hasPrefix("sid=") })
        let victims = try site.loggedIn(.measurements, openid: "victim")
        let begun = site.answer(WxOauth.self, .get(WxOauth.self, cookie: victims))
        #expect(begun.setCookies.count == 1 && begun.cookie.hasPrefix("__Host-wechat_login="))
        let jars = [
            planted, "\(planted); \(victims)", "\(victims); \(planted)", "\(planted); \(victims); \(begun.cookie)",
            "\(planted); \(begun.cookie)",
        ]
        for jar in jars {
            let answer = callback("code=c&state=\(start.state)", cookie: jar)
            #expect(answer.bodyText == "非法的会话，state 错误" && answer.setCookies.isEmpty)
            #expect(try site.openid(.measurements, victims) == "victim")
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        let flood = (0..<50).map { "sid=" + String(repeating: "0", count: 60) + String($0 + 1000) }.joined(
            separator: "; ")
        let own = callback("code=c&state=\(begun.state)", cookie: "\(flood); \(victims); \(begun.cookie)")
        #expect(own.response.status == 302 && own.cookie.hasPrefix("sid="))
        #expect(try site.openid(.measurements, victims) == nil)
    }

    @Test("without a bound browser wants a session that this site gave, and ends none")
    func unbound() throws {
        let site = try LoginSite(unbound: true)
        let start = site.answer(WxOauth.self, .get(WxOauth.self))
        #expect(start.setCookies.count == 1 && start.cookie.hasPrefix("sid="))
        let held = try site.loggedIn(.measurements, openid: "other")
        for (cookie, isIn) in [("", false), ("sid=" + String(repeating: "0", count: 64), false), (held, true)] {
            let request = Request.get(WxOauthCallback.self, "code=c&state=\(start.state)", cookie: cookie)
            let answer = site.answer(WxOauthCallback.self, request)
            #expect((answer.response.status == 302) == isIn && (answer.bodyText == "非法的会话") == !isIn)
        }
        #expect(try site.openid(.measurements, held) == "other")
        let again = site.answer(
            WxOauthCallback.self, .get(WxOauthCallback.self, "code=c&state=\(start.state)", cookie: held))
        #expect(again.response.status == 302 && again.setCookies.isEmpty)
        #expect(again.location.hasPrefix("https://h5.example.net/app.html?random="))
    }
}
