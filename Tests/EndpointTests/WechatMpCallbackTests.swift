import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wechat_mp_authorize
@testable import wechat_mp_callback

@Suite("GET /boilerplate/…/wechat-mp/callback", .timeLimit(.minutes(5)))
struct WechatMpCallbackTests {
    let site: LoginSite
    let start: Answer

    init() throws {
        site = try LoginSite()
        start = site.answer(WechatMpAuthorize.self, .make(query: "redirect=/page"))
    }

    private func callback(_ query: String, cookie: String? = nil) -> Answer {
        site.answer(WechatMpCallback.self, .get(WechatMpCallback.self, query, cookie: cookie ?? start.cookie))
    }

    @Test("sets the session's cookie and goes back, also when it comes twice")
    func done() throws {
        let answers = (0..<2).map { _ in callback("code=c&state=\(start.state)") }
        for answer in answers {
            #expect(answer.response.status == 302)
            #expect(answer.location == "https://www.example.com/page")
            #expect(answer.response.header("Cache-Control") == "no-store")
            let cookie = try #require(answer.setCookies.first)
            #expect(answer.setCookies.count == 1 && cookie.hasPrefix("session="))
            #expect(cookie.dropFirst(8 + 64) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure")
            #expect(try site.openid(.boilerplate, answer.cookie) == "openid-1")
        }
        #expect(answers[0].cookie == answers[1].cookie)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
    }

    @Test("sets the cookie for the configured domain")
    func domain() throws {
        let site = try LoginSite(extra: "[sessions]\ncookie_domain = example.com\nsecure = false")
        let start = site.answer(WechatMpAuthorize.self, .make())
        let request = Request.get(WechatMpCallback.self, "code=c&state=\(start.state)", cookie: start.cookie)
        let cookie = try #require(site.answer(WechatMpCallback.self, request).setCookies.first)
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Domain=example.com"))
    }

    @Test("goes back without a session when the person refused")
    func declined() {
        let answer = callback("state=\(start.state)")
        #expect(answer.response.status == 302 && answer.location == "https://www.example.com/page")
        #expect(answer.setCookies.isEmpty)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
    }

    @Test("starts once more for a state that is unknown or spent, then answers 400", arguments: ["x", "unknown"])
    func unknownState(state: String) throws {
        let text = state == "x" ? state : String(repeating: "a", count: 44)
        let restart = callback("code=c&state=\(text)")
        #expect(restart.isAtWeChat && restart.state.hasSuffix("1"))
        let second = callback("code=c&state=\(String(repeating: "b", count: 43))1")
        expectRefusal(second)
        let done = callback("code=c&state=\(restart.state)", cookie: restart.cookie)
        #expect(done.location == "https://www.example.com/boilerplate/wechat/mp/index")
    }

    @Test("starts once more for a browser that shows no cookie, then answers 400")
    func lostCookie() {
        let restart = callback("code=c&state=\(start.state)", cookie: "")
        #expect(restart.isAtWeChat && restart.setCookies.count == 1)
        expectRefusal(callback("code=c&state=\(restart.state)", cookie: ""))
        let done = callback("code=c&state=\(restart.state)", cookie: restart.cookie)
        #expect(done.location == "https://www.example.com/page")
    }

    @Test("answers 400 to another browser and without a state")
    func otherBrowser() {
        let other = site.answer(WechatMpAuthorize.self, .make())
        expectRefusal(callback("code=c&state=\(start.state)", cookie: other.cookie))
        expectRefusal(callback("code=c"))
        expectRefusal(callback(""))
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
    }

    @Test(
        "tells WeChat's refusals apart",
        arguments: [
            (40029, 400, 12106), (45011, 400, 12107), (40013, 400, 12110), (48001, 400, 12109), (40001, 400, 12109),
        ])
    func refusals(code: Int, status: Int, errorCode: Int64) throws {
        site.wechat.refuse(ScriptedWeChat.exchange, code)
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == status)
        #expect(try answer.json()["error_code"]?.integer == errorCode)
        #expect(answer.setCookies.isEmpty)
    }

    @Test("starts once more for a code that was used, then answers 400")
    func usedCode() throws {
        site.wechat.refuse(ScriptedWeChat.exchange, 40163)
        let restart = callback("code=c&state=\(start.state)")
        #expect(restart.isAtWeChat)
        #expect(restart.log?.contains("40163") == true)
        let second = callback("code=c&state=\(restart.state)")
        #expect(second.response.status == 400)
        #expect(try second.json()["error_code"]?.integer == 12106)
    }

    @Test(
        "answers 504 when WeChat fails at either call", arguments: ScriptedWeChat.failures.indices,
        [ScriptedWeChat.exchange, ScriptedWeChat.userInfo])
    func failures(index: Int, path: String) throws {
        let (what, steps) = ScriptedWeChat.failures[index]
        guard what != "no token" || path == ScriptedWeChat.exchange else { return }
        site.wechat.on(path) { _ in steps }
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 504)
        #expect(answer.bodyText == #"{"error_code":10001,"error_message":"微信服务器繁忙"}"#)
        #expect(answer.setCookies.isEmpty)
    }

    private func expectRefusal(_ answer: Answer, _ location: SourceLocation = #_sourceLocation) {
        #expect(answer.response.status == 400, sourceLocation: location)
        let body = #"{"error_code":10003,"error_message":"参数错误或缺失"}"#
        #expect(answer.bodyText == body && answer.setCookies.isEmpty, sourceLocation: location)
    }
}
