import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import People
@testable import wx_auth_register

@Suite("POST /miniprog/wx_auth/register", .timeLimit(.minutes(5)))
struct WxAuthRegisterTests {
    let site: MiniSite
    let handle: String

    init() throws {
        site = try MiniSite()
        handle = try site.handle()
    }

    private func register(_ more: [(String, JSONValue)]) -> Answer {
        site.register(.object([.init("openid", "mini-1")] + more.map { .init($0.0, $0.1) }))
    }

    private func user() throws -> User? { try People(site.setting.installation()).users("mini-1").first }

    @Test("registers with a number in each form", arguments: ["one tap", "code", "typed"])
    func registers(form: String) throws {
        let (data, iv) = try site.encryptedPhone("13580006666")
        site.wechat.answer(ScriptedWeChat.phone, ScriptedWeChat.phoneInfo("13580006666"))
        let parameters: [(String, JSONValue)] =
            switch form {
            case "one tap": [("session_key", .string(handle)), ("encrypted_phone", .string(data)), ("iv", .string(iv))]
            case "code": [("phone_code", "code")]
            default: [("phone", "13580006666")]
            }
        let answer = register(parameters)
        let token = try #require(answer.result()["token"]?.string)
        let account = account(1, "mini-1", phone: "13580006666", isRegistered: true)
        let body = #"{"code":0,"detail":"成功","results":[{"account":\#(account),"token":"\#(token)"}]}"#
        #expect(answer.response.status == 200 && answer.bodyText == body)
        #expect(try user()?.isPhoneVerified == (form == "code"))
        #expect(site.logIn([:], token: "jwt \(token)").response.status == 200)
    }

    @Test("is proof by itself with a handle, and refused without proof")
    func proof() throws {
        try site.endProofs()
        register([("phone", "13580006666")]).expectWxAuthFailure(403, 3, "注册失败")
        register([("phone", "13580006666"), ("session_key", "x")]).expectWxAuthFailure(403, 3, "注册失败")
        let other = try site.handle("mini-2")
        register([("phone", "13580006666"), ("session_key", .string(other))]).expectWxAuthFailure(403, 3, "注册失败")
        #expect(try site.count("users") == 0)
        #expect(register([("phone", "13580006666"), ("session_key", .string(handle))]).response.status == 200)
    }

    @Test("keeps name, birthday and gender")
    func profile() throws {
        let account = try register([
            ("phone", "13580006666"), ("nickname", "小明"), ("birthday", "2000-02-29"), ("gender", 2),
        ]).result()["account"]
        #expect(account?["username"]?.string == "小明" && account?["birthday"]?.string == "2000-02-29")
        #expect(account?["wx_gender"] == 0 && account?["is_register"] == true)
    }

    @Test("takes WeChat's fields as login does, and keeps the person's own gender apart")
    func weChatFields() throws {
        let account = try register([
            ("phone", "13580006666"), ("gender", 1), ("wx_gender", 2), ("wx_nickname", "小红"), ("wx_city", "广州"),
            ("wx_avatar", "https://a.example/0"), ("wx_country", "中国"), ("wx_province", "广东"),
        ]).result()["account"]
        #expect(account?["wx_gender"] == 2 && account?["wx_nickname"] == "小红" && account?["wx_city"] == "广州")
        #expect(account?["wx_avatar"] == "https://a.example/0" && account?["wx_province"] == "广东")
        #expect(try site.count("users WHERE stated_gender = 1 AND gender = 2") == 1)
        for (name, value) in [("gender", 0), ("gender", 2), ("wx_gender", 0)] as [(String, JSONValue)] {
            _ = site.exchange()
            let account = try register([("phone", "13580006666"), (name, value)]).result()["account"]
            #expect(account?["wx_gender"] == (name == "wx_gender" ? 0 : 2), "\(name) \(value)")
        }
    }

    @Test("takes WeChat's 0 for unknown", arguments: [0, "0"] as [JSONValue])
    func unknownGender(gender: JSONValue) throws {
        let account = try register([("phone", "13580006666"), ("gender", gender)]).result()["account"]
        #expect(account?["is_register"] == true && account?["wx_gender"] == 0)
    }

    @Test("never puts a typed number in the place of WeChat's")
    func verifiedFirst() throws {
        _ = register([("phone_code", "code")])
        _ = site.exchange()
        let account = try register([("phone", "11111111")]).result()["account"]
        #expect(account?["phone"]?.string == "13580006666")
        #expect(try user()?.isPhoneVerified == true)
    }

    @Test("spends a phone code once, and it is one person's")
    func phoneCode() throws {
        for _ in 0..<2 {
            _ = site.exchange()
            #expect(register([("phone_code", "code")]).response.status == 200)
        }
        #expect(site.wechat.calls(ScriptedWeChat.phone) == 1)
        _ = site.exchange("mini-2")
        site.register(["openid": "mini-2", "phone_code": "code"]).expectWxAuthFailure(403, 1, "注册失败")
        #expect(site.isRegistered("mini-2").bodyText.contains("false"))
    }

    @Test(
        "takes no number out of a forged profile, whatever the setting", arguments: ["accept", "unverified", "refuse"])
    func forged(mode: String) throws {
        try site.configure("[login]\nencrypted_phone = \(mode)")
        let handle = JSONValue.string(try site.handle())
        let (data, iv) = try site.forgedPhone("18888888888")
        register([("session_key", handle), ("encrypted_phone", .string(data)), ("iv", .string(iv))])
            .expectWxAuthFailure(403, 1, "注册失败")
        let real = try site.encryptedPhone("13580006666")
        let answer = register([
            ("session_key", handle), ("encrypted_phone", .string(real.data)), ("iv", .string(real.iv)),
        ])
        #expect(answer.response.status == (mode == "refuse" ? 403 : 200))
        #expect(try user()?.isPhoneVerified == (mode == "refuse" ? nil : mode == "accept"))
    }

    @Test("is proven by a login token alone")
    func byToken() throws {
        let token = try #require(site.logIn(["openid": "mini-1"]).result()["token"]?.string)
        try site.endProofs()
        let request = Request.sending("POST", ["phone": "13580006666"], headers: ["Authorization": "jwt \(token)"])
        let result = try site.answer(WxAuthRegister.self, request).result()
        #expect(result["token"]?.string == token && result["account"]?["is_register"] == true)
        #expect(try user()?.phone == "13580006666" && site.count("users") == 1)
        let bad = Request.sending("POST", ["phone": "1"], headers: ["Authorization": "jwt x"])
        site.answer(WxAuthRegister.self, bad).expectWxAuthFailure(403, 3, "注册失败")
    }

    @Test("is refused without any number, with the document's generic code")
    func noPhone() throws {
        register([]).expectWxAuthFailure(403, 1, "注册失败")
        register([("phone", ""), ("nickname", "a")]).expectWxAuthFailure(403, 1, "注册失败")
        #expect(try site.count("users") == 0)
    }

    @Test("is refused when the one-tap number does not decrypt or is another's")
    func undecipherable() throws {
        let (data, iv) = try site.encryptedPhone("13580006666")
        let foreign = try site.encryptedPhone("13580006666", appID: "wx0000000000000001")
        let other = try MiniSite.encrypted(
            #"{"phoneNumber":"13580006666","openId":"x","watermark":{"appid":"\#(MiniSite.appID)"}}"#)
        for (data, iv) in [
            foreign, other, ("x", iv), (data, "x"), (data, data), (String(data.dropLast(4)), iv), (iv, iv),
        ] {
            register([("session_key", .string(handle)), ("encrypted_phone", .string(data)), ("iv", .string(iv))])
                .expectWxAuthFailure(403, 1, "注册失败")
        }
        for key in [ScriptedWeChat.sessionKey, "x", try site.handle("mini-2")] {
            _ = site.exchange()
            register([("session_key", .string(key)), ("encrypted_phone", .string(data)), ("iv", .string(iv))])
                .expectWxAuthFailure(403, 1, "注册失败")
        }
        register([("encrypted_phone", .string(data)), ("iv", .string(iv))]).expectWxAuthFailure(403, 2, "注册失败")
        register([("session_key", .string(handle)), ("encrypted_phone", .string(data))])
            .expectWxAuthFailure(403, 2, "注册失败")
        #expect(try site.count("users") == 0)
    }

    @Test(
        "says that WeChat refused the phone code, or failed",
        arguments: [(40029, 403, 1), (45011, 403, 1), (-1, 500, 500)])
    func refusals(code: Int, status: Int, expected: Int64) {
        site.wechat.refuse(ScriptedWeChat.phone, code)
        register([("phone_code", "code")]).expectWxAuthFailure(status, expected, "注册失败")
    }

    @Test("refuses parameters that are bad, and keeps nothing")
    func badParameters() throws {
        let long = JSONValue.string(String(repeating: "1", count: 10_000))
        let bad: [(String, JSONValue)] = [
            ("phone", long), ("phone", "x"), ("phone", ["1"]), ("phone", .real(1.5)), ("phone", true), ("gender", 7),
            ("gender", 3), ("gender", -1), ("gender", "x"), ("gender", [1]), ("birthday", "2023-02-29"),
            ("birthday", "9999-01-01"), ("birthday", "0000-00-00"), ("birthday", "yesterday"), ("birthday", 19_900_101),
            ("birthday", ["1990-01-01"]), ("birthday", long), ("nickname", long), ("nickname", ["a": 1]),
            ("nickname", false), ("phone_code", long), ("phone_code", [:]), ("encrypted_phone", [1]),
            ("session_key", .real(1.5)),
        ]
        for (name, value) in bad {
            let rest: [(String, JSONValue)] = name == "phone" || name == "phone_code" ? [] : [("phone", "13580006666")]
            register(rest + [(name, value)]).expectWxAuthFailure(403, 2, "注册失败")
        }
        for openid: JSONValue in [["mini-1"], true, .null, "", long] {
            site.register(["openid": openid, "phone": "13580006666"]).expectWxAuthFailure(403, 2, "注册失败")
        }
        for text in ["{", "[]", "x", #"{"openid":"a","openid":"b"}"#, "\u{0}", "null", ""] {
            let request = Request.make("POST", body: text, type: "application/json")
            site.answer(WxAuthRegister.self, request).expectWxAuthFailure(403, 2, "注册失败")
        }
        #expect(try site.count("users") == 0)
    }

    @Test("survives every bad value", arguments: BadValue.all)
    func badValues(value: BadValue) {
        site.wechat.refuse(ScriptedWeChat.phone, 40029)
        for name in [
            "openid", "session_key", "phone", "phone_code", "encrypted_phone", "iv", "nickname", "birthday", "gender",
        ] {
            let rest = name == "openid" ? "" : "&openid=mini-1"
            let answer = site.answer(WxAuthRegister.self, .make("POST", query: "\(name)=\(value.raw)\(rest)"))
            #expect([200, 403].contains(answer.response.status), "\(name)")
            #expect((try? answer.json()["code"]?.integer) != nil && answer.log?.contains("\n") != true)
        }
    }

    @Test("leaves no secret in any file")
    func secrecy() throws {
        let token = try #require(register([("phone_code", "THE-PHONE-CODE")]).result()["token"]?.string)
        #expect(try site.stores("mini-1") && site.stores("13580006666"))
        for secret in [token, handle, ScriptedWeChat.sessionKey, "mini-secret", "THE-PHONE-CODE"] {
            #expect(try !site.stores(secret))
        }
    }
}
