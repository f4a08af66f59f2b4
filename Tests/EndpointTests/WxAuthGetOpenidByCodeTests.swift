import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import People
@testable import wx_auth_get_openid_by_code

@Suite("GET /miniprog/wx_auth/get_openid_by_code", .timeLimit(.minutes(5)))
struct WxAuthGetOpenidByCodeTests {
    let site: MiniSite

    init() throws { site = try MiniSite() }

    @Test("gives the openid and a handle to somebody new, and makes no user")
    func new() throws {
        let answer = site.exchange()
        let handle = try #require(answer.result()["session_key"]?.string)
        #expect(answer.response.status == 200 && answer.response.header("Cache-Control") == "no-store")
        let body = #"{"code":0,"detail":"成功","results":[{"openid":"mini-1","is_registered":false,"#
        #expect(answer.bodyText == body + #""session_key":"\#(handle)","account":null,"token":null}]}"#)
        #expect(!handle.contains(ScriptedWeChat.sessionKey) && handle.utf8.count > 60)
        for secret in [ScriptedWeChat.sessionKey, "mini-secret", handle] { #expect(try !site.stores(secret)) }
        #expect(try site.count("users") == 0)
    }

    @Test("gives account and token to somebody who registered")
    func registered() throws {
        _ = site.exchange()
        #expect(site.logIn(["openid": "mini-1"]).response.status == 200)
        #expect(try site.exchange().result()["token"] == .null)
        #expect(site.register(["openid": "mini-1", "phone": "13580006666"]).response.status == 200)
        let result = try site.exchange().result()
        #expect(result["is_registered"] == .bool(true))
        #expect(result["account"]?.text == account(1, "mini-1", phone: "13580006666", isRegistered: true))
        let token = try #require(result["token"]?.string)
        #expect(site.logIn([:], token: "jwt \(token)").response.status == 200)
    }

    @Test("gives the account that is left when the unionid makes two users one")
    func merged() throws {
        let installation = try site.setting.installation()
        let auth = try WxAuthPeople(installation)
        _ = try auth.people.signIn("mini-0", unionid: "union-1")
        _ = site.exchange()
        #expect(site.register(["openid": "mini-1", "phone": "13580006666"]).response.status == 200)
        let result = try site.exchange(more: #","unionid":"union-1""#).result()
        #expect(result["account"]?.text == account(1, "mini-1", phone: "13580006666", isRegistered: true))
        let token = try #require(result["token"]?.string)
        #expect(try site.logIn([:], token: "jwt \(token)").result()["account"] == result["account"])
    }

    @Test("says that WeChat refused the code", arguments: MiniSite.refusals.map(\.code))
    func refusals(code: Int) throws {
        site.wechat.refuse(ScriptedWeChat.miniLogin, code)
        site.answer(WxAuthGetOpenidByCode.self, .make(query: "code=c")).expectWxAuthFailure(403, 1, "查询失败")
        #expect(try site.count("mini_sessions") == 0)
    }

    @Test("is 500 when WeChat fails", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) throws {
        let site = try MiniSite(timeout: 0.5)
        site.wechat.on(ScriptedWeChat.miniLogin) { _ in ScriptedWeChat.failures[index].steps }
        site.answer(WxAuthGetOpenidByCode.self, .make(query: "code=c")).expectWxAuthFailure(500, 500, "查询失败")
    }

    @Test("wants a code")
    func missing() {
        for query in ["", "code=", "code", "codes=a", "code=a&code=b", "code=\(String(repeating: "a", count: 513))"] {
            site.answer(WxAuthGetOpenidByCode.self, .make(query: query)).expectWxAuthFailure(403, 2, "查询失败")
        }
        #expect(site.wechat.calls(ScriptedWeChat.miniLogin) == 0)
    }

    @Test("survives every bad value", arguments: BadValue.all)
    func badValues(value: BadValue) {
        site.wechat.refuse(ScriptedWeChat.miniLogin, 40029)
        let answer = site.answer(WxAuthGetOpenidByCode.self, .make(query: "code=\(value.raw)"))
        #expect(answer.response.status == 403 && answer.log?.contains("\n") != true)
        #expect((try? answer.json()["results"]?.elements?.isEmpty) == true)
    }

    @Test("says when there is no mini program")
    func notConfigured() throws {
        let site = try MiniSite(hasMiniProgram: false)
        site.answer(WxAuthGetOpenidByCode.self, .make(query: "code=c")).expectWxAuthFailure(500, 500, "查询失败")
    }
}
