import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wx_auth
@testable import wx_auth2

@Suite("GET /wx/auth2", .timeLimit(.minutes(5)))
struct WxAuth2Tests {
    let site: LoginSite
    let start: Answer

    init() throws {
        site = try LoginSite()
        start = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/p%3Fuserinfo%3Dold%26a%3D1%23b"))
    }

    private func callback(_ query: String, cookie: String? = nil) -> Answer {
        site.answer(WxAuth2.self, .get(WxAuth2.self, query, cookie: cookie ?? start.cookie))
    }

    @Test("sets the cookie and goes to dest with the profile; the next visit needs no page of WeChat's")
    func done() throws {
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 302)
        #expect(answer.location.hasPrefix("https://www.example.com/p?a=1&userinfo=%7B"))
        #expect(answer.location.hasSuffix("%7D#b"))
        #expect(try answer.userInfo()["nickname"]?.string == "小明")
        let cookie = try #require(answer.setCookies.first)
        #expect(cookie.hasPrefix("wechat_jssdk_server_openid="))
        #expect(cookie.dropFirst(27 + 64) == "; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure")
        let next = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/next", cookie: answer.cookie))
        #expect(next.location.hasPrefix("https://www.example.com/next?userinfo="))
        #expect(callback("code=c&state=\(start.state)").location == answer.location)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
    }

    @Test("gives the openid alone for snsapi_base")
    func base() throws {
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", scope: "snsapi_base"))
        let start = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/p&scope=snsapi_base"))
        let answer = callback("code=c&state=\(start.state)", cookie: start.cookie)
        #expect(try answer.userInfo() == ["openid": "openid-1"])
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("tells dest that the person refused")
    func declined() throws {
        let answer = callback("state=\(start.state)")
        #expect(answer.location.hasPrefix("https://www.example.com/p?a=1&userinfo="))
        #expect(try answer.userInfo() == ["error": "access_denied", "errcode": -2])
        #expect(answer.setCookies.isEmpty)
    }

    @Test(
        "tells dest of WeChat's refusal, and logs it",
        arguments: [(40029, "wechat_refused", 40029), (45011, "wechat_refused", 45011), (-1, "wechat_unavailable", -1)])
    func refused(code: Int, error: String, errcode: Int64) throws {
        site.wechat.refuse(ScriptedWeChat.exchange, code)
        let answer = callback("code=c&state=\(start.state)")
        #expect(try answer.userInfo() == ["error": .string(error), "errcode": .integer(errcode)])
        #expect(answer.setCookies.isEmpty)
        #expect(answer.log?.contains("sns/oauth2/access_token") == true)
    }

    @Test("tells dest when WeChat fails in whatever way", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) throws {
        let (what, steps) = ScriptedWeChat.failures[index]
        site.wechat.on(ScriptedWeChat.exchange) { _ in steps }
        let answer = callback("code=c&state=\(start.state)")
        #expect(answer.response.status == 302 && answer.setCookies.isEmpty)
        let error: JSONValue = .string(what == "hanging" ? "wechat_timeout" : "wechat_unavailable")
        #expect(try answer.userInfo() == ["error": error, "errcode": -1])
    }

    @Test("logs in without a profile when only that is not to be had, and says so")
    func noProfile() throws {
        site.wechat.refuse(ScriptedWeChat.userInfo, 48001)
        let answer = callback("code=c&state=\(start.state)")
        #expect(try answer.userInfo() == ["error": "wechat_refused", "errcode": 48001])
        #expect(try site.openid(.jssdkServer, answer.cookie) == "openid-1")
        #expect(answer.log?.contains("48001") == true)
    }

    @Test("starts once more for a code that was used, then tells dest")
    func usedCode() throws {
        site.wechat.refuse(ScriptedWeChat.exchange, 40163)
        let restart = callback("code=c&state=\(start.state)")
        #expect(restart.isAtWeChat && restart.callback == "https://www.example.com/wx/auth2")
        let second = callback("code=c&state=\(restart.state)")
        #expect(try second.userInfo() == ["error": "wechat_refused", "errcode": 40163])
    }

    @Test("starts once more, in the same scope, for a browser without its cookie; refuses it the second time")
    func lostCookie() {
        let start = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/p&scope=snsapi_base"))
        let restart = callback("code=c&state=\(start.state)", cookie: "")
        #expect(restart.isAtWeChat && restart.location.contains("&scope=snsapi_base&"))
        #expect(callback("code=c&state=\(restart.state)", cookie: "").response.status == 400)
    }

    @Test(
        "refuses other browsers and states",
        arguments: ["", "state=\(String(repeating: "b", count: 128))", "state=\(String(repeating: "a", count: 44))"])
    func refuses(query: String) throws {
        let other = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/p"))
        for answer in [callback("code=c&" + query), callback("code=c&state=\(start.state)", cookie: other.cookie)] {
            #expect(answer.response.status == 400)
            #expect(answer.bodyText == #"{"state":{"code":4000000,"msg":"Parameter Error"},"data":""}"#)
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
    }
}
