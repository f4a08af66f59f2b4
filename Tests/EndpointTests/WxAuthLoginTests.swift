import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import People
@testable import wx_auth_login

@Suite("POST /miniprog/wx_auth/login", .timeLimit(.minutes(5)))
struct WxAuthLoginTests {
    let site: MiniSite

    init() throws { site = try MiniSite() }

    private func token(_ body: JSONValue = ["openid": "mini-1"]) throws -> String {
        _ = site.exchange()
        return try #require(site.logIn(body).result()["token"]?.string)
    }

    @Test("makes the account of a new openid with proof, once")
    func new() throws {
        for _ in 0..<2 {
            _ = site.exchange()
            let answer = site.logIn(["openid": "mini-1"])
            let token = try #require(answer.result()["token"]?.string)
            let result = #"{"account":\#(account(1, "mini-1")),"token":"\#(token)"}"#
            #expect(answer.bodyText == #"{"code":0,"detail":"成功","results":[\#(result)]}"#)
            #expect(answer.response.status == 200 && token.split(separator: ".").count == 3)
            #expect(try !site.stores(token))
        }
        #expect(try site.count("users") == 1)
    }

    @Test("takes a handle as proof when the exchange is old, and nothing else")
    func handles() throws {
        let (handle, other) = (try site.handle("mini-1"), try site.handle("mini-2"))
        try site.endProofs()
        site.logIn(["openid": "mini-1"]).expectWxAuthFailure(403, 3, "登录失败")
        for text in [other, "x", ScriptedWeChat.sessionKey, String(handle.dropLast())] {
            let answer = site.logIn(["openid": "mini-1", "session_key": .string(text)])
            answer.expectWxAuthFailure(403, 3, "登录失败")
        }
        #expect(try site.count("users") == 0)
        #expect(site.logIn(["openid": "mini-1", "session_key": .string(handle)]).response.status == 200)
    }

    @Test("refuses an openid without proof, unless the configuration lets everybody in")
    func unproven() throws {
        site.logIn(["openid": "mini-1"]).expectWxAuthFailure(403, 3, "登录失败")
        #expect(try site.count("users") == 0)
        let open = try MiniSite(extra: "[login]\nopenid_login = open")
        #expect(open.logIn(["openid": "mini-1"]).response.status == 200)
        let long = JSONValue.string(String(repeating: "a", count: 10_000))
        open.logIn(["openid": long]).expectWxAuthFailure(403, 2, "登录失败")
        #expect(try open.count("users") == 1)
    }

    @Test("takes a token alone, in each place and with each scheme")
    func byToken() throws {
        let token = try token()
        try site.endProofs()
        for value in ["jwt \(token)", "JWT  \(token)", "Bearer \(token)", "bearer \(token)", token] {
            let answer = site.logIn([:], token: value)
            #expect(
                try answer.result() == [
                    "account": JSONValue(parsing: Array(account(1, "mini-1").utf8)), "token": .string(token),
                ])
        }
        for header in ["X-Authorization", "Authorization"] {
            let request = Request.make("POST", headers: [header: "jwt \(token)"])
            #expect(site.answer(WxAuthLogin.self, request).response.status == 200)
        }
        let updated = try site.logIn(["wx_nickname": "小明", "phone": "13580006666"], token: "jwt \(token)").result()
        #expect(updated["account"]?["wx_nickname"]?.string == "小明" && updated["account"]?["phone"]?.string == "")
    }

    @Test("refuses a token that is damaged, over, revoked, or of nobody")
    func badTokens() throws {
        let token = try token()
        try site.endProofs()
        let parts = token.split(separator: ".").map(String.init)
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.\(parts[1])."
        for value in [
            "jwt x", "jwt", "jwt ", "jwt \(token)A", "jwt \(parts[0]).\(parts[1])", "jwt \(none)", "Basic \(token)",
            "jwt \(token) x", "jwt \(parts[0]).\(parts[2]).\(parts[1])",
        ] {
            site.logIn([:], token: value).expectWxAuthFailure(403, 3, "登录失败")
            site.logIn(["openid": "mini-1"], token: value).expectWxAuthFailure(403, 3, "登录失败")
        }
        try site.execute("UPDATE sessions SET expires_at = created_at")
        site.logIn([:], token: "jwt \(token)").expectWxAuthFailure(403, 3, "登录失败")
        try site.execute("UPDATE sessions SET expires_at = created_at + 604800")
        #expect(site.logIn([:], token: "jwt \(token)").response.status == 200)
        try site.revoke("mini-1")
        site.logIn([:], token: "jwt \(token)").expectWxAuthFailure(403, 3, "登录失败")
        _ = site.exchange()
        #expect(site.logIn(["openid": "mini-1"], token: "jwt \(token)").response.status == 200)
    }

    @Test("keeps the profile, and a typed phone only at creation")
    func profile() throws {
        _ = site.exchange()
        let first = try site.logIn([
            "openid": "mini-1", "wx_nickname": "小明", "wx_avatar": "https://a.example/0", "wx_gender": 2,
            "wx_country": "中国", "wx_province": "广东", "wx_city": "广州", "phone": "13580006666",
        ]).result()["account"]
        let fields = [
            "wx_nickname", "wx_avatar", "wx_country", "wx_province", "wx_city", "phone", "username", "avatar",
        ]
        #expect(
            fields.map { first?[$0]?.string } == [
                "小明", "https://a.example/0", "中国", "广东", "广州", "13580006666", "小明", "https://a.example/0",
            ])
        #expect(first?["wx_gender"] == 2 && first?["is_register"] == false)
        _ = site.exchange()
        let second = try site.logIn(["openid": "mini-1", "phone": "13511112222", "wx_city": "深圳"]).result()["account"]
        #expect(second?["phone"]?.string == "13580006666" && second?["wx_city"]?.string == "深圳")
        #expect(second?["wx_nickname"]?.string == "小明")
        let user = try People(site.setting.installation()).users("mini-1").first
        #expect(user?.isPhoneVerified == false)
    }

    @Test("refuses parameters that are missing or bad, and keeps nothing")
    func badParameters() throws {
        _ = site.exchange()
        site.logIn([:]).expectWxAuthFailure(403, 2, "登录失败")
        let long = String(repeating: "1", count: 10_000)
        let bad: [(String, JSONValue)] = [
            ("phone", .string(long)), ("phone", "x"), ("phone", ["1"]), ("phone", true), ("wx_gender", 7),
            ("wx_gender", -1), ("wx_gender", "x"), ("wx_gender", .real(1.5)), ("wx_gender", [1]),
            ("wx_nickname", ["a": 1]),
            ("wx_nickname", .string(long)), ("wx_nickname", "a\u{7}"), ("wx_avatar", "javascript:alert(1)"),
            ("wx_avatar", .string("https://a.example/" + long)), ("wx_city", .string(long)), ("wx_country", false),
            ("wx_province", []), ("session_key", [1]),
        ]
        for (name, value) in bad {
            let body: JSONValue = .object([.init("openid", "mini-1"), .init(name, value)])
            site.logIn(body).expectWxAuthFailure(403, 2, "登录失败")
        }
        for value: JSONValue in [["mini-1"], true, JSONValue.real(1.5), [:]] {
            site.logIn(["openid": value]).expectWxAuthFailure(403, 2, "登录失败")
        }
        for text in ["{", "[]", "x", #"{"openid":"a","openid":"b"}"#, "\u{0}", "null"] {
            let request = Request.make("POST", body: text, type: "application/json")
            site.answer(WxAuthLogin.self, request).expectWxAuthFailure(403, 2, "登录失败")
        }
        site.answer(WxAuthLogin.self, .make("POST", failing: .bodyTooLarge(limit: 9)))
            .expectWxAuthFailure(413, 2, "登录失败")
        #expect(try site.count("users") == 0)
    }

    @Test("survives every bad value", arguments: BadValue.all)
    func badValues(value: BadValue) {
        _ = site.exchange()
        for name in ["openid", "session_key", "phone", "wx_nickname", "wx_avatar", "wx_gender", "wx_city"] {
            let rest = name == "openid" ? "" : "&openid=mini-1"
            let answer = site.answer(WxAuthLogin.self, .make("POST", query: "\(name)=\(value.raw)\(rest)"))
            #expect([200, 403].contains(answer.response.status), "\(name)")
            #expect((try? answer.json()["code"]?.integer) != nil && answer.log?.contains("\n") != true)
        }
    }
}
