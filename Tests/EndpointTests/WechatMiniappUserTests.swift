import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wechat_miniapp_user

@Suite("POST, PUT and GET /boilerplate/…/wechat-miniapp/user", .timeLimit(.minutes(5)))
struct WechatMiniappUserTests {
    let site: MiniSite
    let token: String

    init() throws {
        site = try MiniSite()
        let answer = site.answer(WechatMiniappUser.self, .sending("POST", ["code": "code-1"]))
        token = try #require(answer.json()["token"]?.string)
    }

    private func ask(_ method: String, _ body: JSONValue = [:], headers: [String: String]? = nil) -> Answer {
        site.answer(
            WechatMiniappUser.self, .sending(method, body, headers: headers ?? ["authorization": "wechat \(token)"]))
    }

    private func expect(
        _ answer: Answer, _ status: Int, _ code: Int64, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let body = try answer.json()
        #expect(answer.response.status == status, "\(answer.bodyText)", sourceLocation: location)
        #expect(body["error_code"]?.integer == code, "\(answer.bodyText)", sourceLocation: location)
        #expect(body["error_message"]?.string?.isEmpty == false && body["user"] == nil, sourceLocation: location)
        #expect(!answer.bodyText.contains(ScriptedWeChat.sessionKey), sourceLocation: location)
    }

    private static func user(_ nickname: String = "", _ avatar: String = "", _ gender: Int = 0) -> String {
        #"{"error_code":0,"user":{"id":1,"nickname":"\#(nickname)","avatar":"\#(avatar)","gender":\#(gender)}}"#
    }

    @Test("is served under both prefixes")
    func routes() {
        let paths = Set(WechatMiniappUser.routes.map(\.path))
        #expect(
            paths == ["/boilerplate/wechat/api/v1/wechat-miniapp/user", "/boilerplate/api/v1/wechat-miniapp/user"])
        #expect(ask("DELETE").response.status == 405)
    }

    @Test("logs in with a token that tells nothing")
    func login() throws {
        let answer = site.answer(WechatMiniappUser.self, .make("POST", query: "code=code-2"))
        #expect(answer.response.status == 200)
        #expect(try answer.json()["error_code"]?.integer == 0)
        let second = try #require(answer.json()["token"]?.string)
        #expect(second != token && answer.bodyText == #"{"error_code":0,"token":"\#(second)"}"#)
        #expect(!token.contains("mini-1") && token.utf8.count == 64)
        #expect(try site.count("users") == 1)
        for secret in [token, second, ScriptedWeChat.sessionKey, "mini-secret"] { #expect(try !site.stores(secret)) }
        #expect(ask("GET").bodyText == Self.user())
    }

    @Test("tells WeChat's refusals of a code apart", arguments: MiniSite.refusals)
    func refusals(code: Int, status: Int, errorCode: Int64) throws {
        site.wechat.refuse(ScriptedWeChat.miniLogin, code)
        try expect(ask("POST", ["code": "c"]), status, errorCode)
    }

    @Test("answers 504 when WeChat fails", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) throws {
        let site = try MiniSite(timeout: 0.5)
        site.wechat.on(ScriptedWeChat.miniLogin) { _ in ScriptedWeChat.failures[index].steps }
        let answer = site.answer(WechatMiniappUser.self, .sending("POST", ["code": "c"]))
        try expect(answer, 504, 10001)
        #expect(site.wechat.calls(ScriptedWeChat.miniLogin) == 1)
    }

    @Test("takes its token in several places")
    func places() {
        for headers in [
            ["authorization": "wechat \(token)"], ["authorization": "WeChat \(token)"], ["authorization": token],
            ["token": token], ["X-Authorization": "wechat \(token)"], ["authorization": "Basic eA==", "token": token],
        ] { #expect(ask("GET", headers: headers).bodyText == Self.user(), "\(headers.keys)") }
    }

    @Test("checks the token before the parameters")
    func tokens() throws {
        let unknown = String(repeating: "0", count: 64)
        for method in ["GET", "PUT"] {
            for body: JSONValue in [[:], ["gender": 7], ["nickname": [:]]] {
                try expect(ask(method, body, headers: [:]), 400, 12104)
                try expect(ask(method, body, headers: ["authorization": ""]), 400, 12104)
                try expect(ask(method, body, headers: ["authorization": "wechat x"]), 400, 12102)
                try expect(ask(method, body, headers: ["authorization": "wechat \(token)0"]), 400, 12102)
                try expect(ask(method, body, headers: ["authorization": "wechat \(unknown)"]), 400, 12103)
            }
        }
        try site.execute("UPDATE sessions SET expires_at = created_at")
        try expect(ask("GET"), 405, 12101)
        try expect(ask("PUT", ["gender": 7]), 405, 12101)
        try site.execute("UPDATE sessions SET expires_at = created_at + 604800")
        #expect(ask("GET").response.status == 200)
        try site.revoke("mini-1")
        try expect(ask("PUT", ["nickname": "a"]), 400, 10002)
    }

    static let profile =
        #"{"openId":"mini-1","nickName":"Band","gender":1,"avatarUrl":"https://wx.qlogo.cn/0","#
        + #""watermark":{"appid":"wx4f4bc4dec97d474b"}}"#

    @Test(
        "updates the profile with encrypted fields, plain ones, or both",
        arguments: ["encrypted_data", "encryptedData"])
    func update(name: String) throws {
        let (data, iv) = try MiniSite.encrypted(Self.profile)
        let parameters: [JSONValue.Member] = [.init(name, .string(data)), .init("iv", .string(iv))]
        let band = Self.user("Band", "https://wx.qlogo.cn/0", 1)
        #expect(ask("PUT", .object(parameters)).bodyText == band)
        #expect(ask("GET").bodyText == band)
        let both = ask("PUT", .object(parameters + [.init("nickname", "小明"), .init("gender", 2)]))
        #expect(both.bodyText == Self.user("小明", "https://wx.qlogo.cn/0", 2))
        let plain = ask("PUT", ["nickname": "b", "avatar": "https://a.example/b", "gender": "0", "city": "广州"])
        #expect(plain.bodyText == Self.user("b", "https://a.example/b", 0))
        #expect(ask("GET").bodyText == plain.bodyText)
    }

    @Test(
        "keeps a phone number that came encrypted as the setting says",
        arguments: ["", "accept", "unverified", "refuse"])
    func phone(mode: String) throws {
        try site.configure(mode.isEmpty ? "" : "[login]\nencrypted_phone = \(mode)")
        let (data, iv) = try site.encryptedPhone("13580006666")
        let answer = ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv)])
        let user = try #require(People(site.setting.installation()).users("mini-1").first)
        if mode == "refuse" {
            try expect(answer, 400, 10003)
            #expect(user.phone.isEmpty)
        } else {
            #expect(answer.bodyText == Self.user())
            #expect(user.phone == "13580006666" && user.isPhoneVerified == (mode == "accept"))
        }
    }

    @Test("takes no number out of a profile, forged or not, nor an avatar that is no address")
    func forged() throws {
        try site.configure("[login]\nencrypted_phone = accept")
        let (data, iv) = try site.forgedPhone("18888888888")
        try expect(ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv)]), 400, 12108)
        let watermark = #""watermark":{"appid":"wx4f4bc4dec97d474b"}"#
        let profile = try MiniSite.encrypted(#"{"openId":"mini-1","phoneNumber":"1388","nickName":"a",\#(watermark)}"#)
        #expect(
            ask("PUT", ["encrypted_data": .string(profile.data), "iv": .string(profile.iv)]).bodyText == Self.user("a"))
        #expect(try People(site.setting.installation()).users("mini-1").first?.phone == "")
        for url in ["javascript:alert(1)", "//a.example", "ftp://a.example/0", "data:text/html,x", "x"] {
            let bad = try MiniSite.encrypted(#"{"openId":"mini-1","avatarUrl":"\#(url)",\#(watermark)}"#)
            try expect(ask("PUT", ["encrypted_data": .string(bad.data), "iv": .string(bad.iv)]), 400, 10003)
        }
        #expect(ask("GET").bodyText == Self.user("a"))
    }

    @Test("takes the profile of getUserProfile, which names nobody, and names as people type them")
    func profileWithoutOpenID() throws {
        let text =
            #"{"nickName":"新\#u{14}名\u200e","gender":0,"avatarUrl":"https://a.example/0","unionId":"u","#
            + #""watermark":{"timestamp":1,"appid":"wx4f4bc4dec97d474b"}}"#
        let (data, iv) = try MiniSite.encrypted(text)
        let answer = ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv)])
        #expect(answer.response.status == 200, "\(answer.bodyText)")
        #expect(try answer.json()["user"]?["nickname"]?.string?.hasPrefix("新名") == true)
        #expect(try site.count("identities WHERE unionid IS NOT NULL") == 0)
    }

    @Test("makes nobody another person by a unionId in data that the client passes on")
    func plantedUnionID() throws {
        try site.execute("INSERT INTO users (id, created_at, updated_at) VALUES (77, 1, 1)")
        try site.execute(
            "INSERT INTO identities (app_id, openid, unionid, user_id, created_at) VALUES ('other', 'victim', 'victims-union', 77, 1)"
        )
        let text = Self.profile.replacing(#""nickName""#, with: #""unionId":"victims-union","nickName""#)
        let (data, iv) = try MiniSite.encrypted(text)
        let answer = ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv)])
        #expect(answer.response.status == 200 && answer.bodyText.contains("Band"))
        #expect(try answer.json()["user"]?["id"] == 1)
        #expect(try site.count("user_merges") == 0 && site.count("users") == 2)
        #expect(try site.count("identities WHERE openid = 'mini-1' AND unionid IS NOT NULL") == 0)
    }

    @Test("does not take data that is another's or does not decrypt")
    func undecipherable() throws {
        for text in [
            Self.profile.replacing("mini-1", with: "mini-2"), Self.profile.replacing("wx4f4b", with: "wx4f4c"), "{}",
            "[",
        ] {
            let (data, iv) = try MiniSite.encrypted(text)
            try expect(ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv)]), 400, 12108)
        }
        let (data, iv) = try MiniSite.encrypted(Self.profile)
        for (data, iv) in [("x", iv), (data, "x"), (iv, data), (String(data.dropLast(4)), iv), (iv, iv)] {
            try expect(ask("PUT", ["encrypted_data": .string(data), "iv": .string(iv), "nickname": "a"]), 400, 12108)
        }
        #expect(ask("GET").bodyText == Self.user())
    }

    @Test("does not take parameters that are missing or bad")
    func badParameters() throws {
        let long = JSONValue.string(String(repeating: "a", count: 65))
        let bodies: [JSONValue] = [
            [:], ["iv": "a"], ["encrypted_data": "a"], ["nickname": long], ["nickname": "a\u{7}"], ["gender": 7],
            ["gender": -1], ["gender": "x"], ["gender": .real(1.5)], ["avatar": "javascript:alert(1)"],
            ["nickname": ["a"]],
            ["nickname": true], ["nickname": ["a": 1]], ["encrypted_data": .real(1.5), "iv": []], ["city": long],
            ["language": long],
        ]
        for body in bodies { try expect(ask("PUT", body), 400, 10003) }
        for body: JSONValue in [[:], ["code": ""], ["code": .null], ["code": ["a"]], ["code": true]] {
            try expect(ask("POST", body), 400, 10003)
        }
        for text in ["{", "[]", "x", "{\"code\":\"a\",\"code\":\"b\"}", "\u{0}"] {
            let request = Request.make("POST", body: text, type: "application/json")
            try expect(site.answer(WechatMiniappUser.self, request), 400, 10003)
        }
        try expect(site.answer(WechatMiniappUser.self, .make("POST", failing: .bodyTooLarge(limit: 9))), 413, 10003)
    }

    @Test("survives every bad value", arguments: BadValue.all)
    func badValues(value: BadValue) {
        for name in ["code", "iv", "encrypted_data", "nickname", "avatar", "gender"] {
            for method in ["POST", "PUT"] {
                let headers = ["authorization": "wechat \(token)"]
                let request = Request.make(method, query: "\(name)=\(value.raw)", headers: headers)
                let answer = site.answer(WechatMiniappUser.self, request)
                #expect([200, 400].contains(answer.response.status), "\(method) \(name)")
                #expect((try? answer.json()["error_code"]?.integer) != nil && answer.log?.contains("\n") != true)
            }
        }
    }

    @Test("says when there is no mini program")
    func missing() throws {
        let bare = try MiniSite(hasMiniProgram: false)
        let answer = bare.answer(WechatMiniappUser.self, .sending("POST", ["code": "c"]))
        #expect(answer.response.status == 500)
        #expect(answer.bodyText == #"{"error_code":10001,"error_message":"小程序未配置"}"#)
    }
}
