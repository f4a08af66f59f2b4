import FastCGI
import HTTP
import LoopbackServer
import Testing
import WeChat

@testable import auth
@testable import auth_code
@testable import EndpointRuntime
@testable import People

@Suite("GET /2020/wechat/auth/code", .timeLimit(.minutes(5)))
struct AuthCodeTests {
    let site: LoginSite
    let start: Answer

    init() throws {
        site = try LoginSite()
        start = site.answer(Auth.self, .get(Auth.self, "state=https%3A%2F%2Fh5.example.net%2F%3Fa%3D1%23%2Fb"))
    }

    private func callback(_ query: String, cookie: String? = nil) -> Answer {
        site.answer(AuthCode.self, .get(AuthCode.self, query, cookie: cookie ?? start.cookie))
    }

    @Test("sets the session's cookie and goes to the page, also when it comes twice")
    func done() throws {
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 302)
        #expect(answer.location == "https://h5.example.net/?a=1#/b")
        let cookie = try #require(answer.setCookies.first)
        #expect(answer.setCookies.count == 1 && cookie.hasPrefix("bbt_wechat_session="))
        #expect(cookie.dropFirst(19 + 64) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure")
        #expect(try site.openid(.officialAccount, answer.cookie) == "openid-1")
        #expect(callback("code=c&state=\(start.state)").setCookies == answer.setCookies)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test(
        "tells WeChat's refusals apart",
        arguments: [
            (40029, 401, "请先登录微信"), (40163, 401, "请先登录微信"), (45011, 400, "微信拒绝了请求"),
            (40013, 400, "微信拒绝了请求"), (40001, 400, "微信拒绝了请求"), (-1, 504, "微信服务器超时"),
        ])
    func refusals(code: Int, status: Int, message: String) {
        site.wechat.refuse(ScriptedWeChat.exchange, code)
        expect(callback("code=c&state=\(start.state)"), status, message)
    }

    @Test("answers 504 when WeChat fails in whatever way", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) {
        let steps = ScriptedWeChat.failures[index].steps
        site.wechat.on(ScriptedWeChat.exchange) { _ in steps }
        expect(callback("code=c&state=\(start.state)"), 504, "微信服务器超时")
    }

    @Test("answers 401 when the person refused, and 400 to a state that is not this browser's")
    func refused() {
        expect(callback("state=\(start.state)"), 401, "请先登录微信")
        expect(callback("code=c"), 400, "缺少参数state")
        let other = site.answer(Auth.self, .get(Auth.self, "state=/a"))
        for (query, cookie) in [
            ("state=\(String(repeating: "b", count: 128))", start.cookie),
            ("state=\(String(repeating: "a", count: 44))", start.cookie),
            ("state=\(start.state)", other.cookie),
        ] {
            let answer = callback("code=c&\(query)", cookie: cookie)
            #expect(answer.response.status == 400)
            #expect(
                answer.bodyText.hasPrefix(#"{"status":400,"msg":"参数错误："#)
                    && answer.bodyText.hasSuffix(#","data":null}"#))
            #expect(answer.setCookies.isEmpty)
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
    }

    @Test("starts once more for a browser without its cookie, and refuses it the second time")
    func lostCookie() {
        let restart = callback("code=c&state=\(start.state)", cookie: "")
        #expect(restart.isAtWeChat && restart.callback == "https://www.example.com/2020/wechat/auth/code")
        #expect(callback("code=c&state=\(restart.state)", cookie: "").response.status == 400)
        let done = callback("code=c&state=\(restart.state)", cookie: restart.cookie)
        #expect(done.location == "https://h5.example.net/?a=1#/b")
    }

    private func expect(_ answer: Answer, _ status: Int, _ message: String) {
        #expect(answer.response.status == status)
        #expect(answer.bodyText == #"{"status":\#(status),"msg":"\#(message)","data":null}"#)
        #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
    }
}
