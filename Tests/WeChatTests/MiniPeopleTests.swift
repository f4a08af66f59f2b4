import Crypto
import Foundation
import JSON
import LoopbackServer
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("People of a mini program", .timeLimit(.minutes(5)))
struct MiniPeopleTests {
    let mini: MiniSetting

    init() throws { mini = try MiniSetting() }

    @Test("are one user each, when eight first logins come at once")
    func firstLogins() throws {
        let installation = mini.site.installation
        let ids = try inParallel(8) { _ in
            let people = try MiniPeople(.miniProgram, installation)
            return try people.signIn(people.exchange("code").openid, unionid: nil)
        }.map { try $0.get() }
        #expect(Set(ids).count == 1)
        #expect(try mini.site.count("users") == 1)
        #expect(try mini.site.count("mini_sessions") == 1)
        #expect(mini.wechat.parameters(ScriptedWeChat.miniLogin).first?["js_code"] == "code")
    }

    @Test("have the session_key of their last login")
    func replacedKey() throws {
        let key = Base64.encode([UInt8](repeating: 9, count: 16))
        let text = #"{"openId":"mini-1","nickName":"a","watermark":{"appid":"\#(MiniSetting.appID)"}}"#
        let (old, new) = (try UserData(encrypting: text), try UserData(encrypting: text, key: key))
        let people = try mini.people()
        #expect(fault { _ = try people.open(old, of: "mini-1") } == "undecipherable")
        try mini.exchange()
        #expect(try people.open(old, of: "mini-1")["nickName"]?.string == "a")
        #expect(fault { _ = try people.open(new, of: "mini-1") } == "undecipherable")
        try mini.exchange(key: key)
        #expect(fault { _ = try people.open(old, of: "mini-1") } == "undecipherable")
        #expect(try people.open(new, of: "mini-1")["nickName"]?.string == "a")
        #expect(fault { _ = try people.open(new, of: "mini-2") } == "undecipherable")
    }

    @Test("have a session_key that is good in its own row only")
    func swappedKey() throws {
        try mini.exchange("mini-1")
        try mini.exchange("mini-2")
        try mini.site.execute(
            """
            UPDATE mini_sessions SET session_key = (SELECT session_key FROM mini_sessions WHERE openid = 'mini-1')
            WHERE openid = 'mini-2'
            """)
        let data = try UserData(encrypting: #"{"openId":"mini-2","watermark":{"appid":"\#(MiniSetting.appID)"}}"#)
        #expect(fault { _ = try mini.people().open(data, of: "mini-2") } == "undecipherable")
    }

    @Test("are not let in when WeChat gives no openid or no session_key")
    func badAnswers() throws {
        let long = String(repeating: "a", count: 129)
        for text in [
            "{}", #"{"openid":"a"}"#, #"{"session_key":"a"}"#, #"{"openid":"","session_key":"a"}"#,
            #"{"openid":"a","session_key":""}"#, #"{"openid":1,"session_key":"a"}"#,
            #"{"openid":"\#(long)","session_key":"a"}"#, #"{"openid":null,"session_key":null}"#,
        ] {
            mini.wechat.answer(ScriptedWeChat.miniLogin, text)
            #expect(throws: WeChatError.self) { try mini.people().exchange("code") }
        }
        #expect(try mini.site.count("mini_sessions") == 0)
        mini.wechat.refuse(ScriptedWeChat.miniLogin, 40029)
        #expect(fault { _ = try mini.people().exchange("code") } == "refused 40029")
    }

    @Test("keep a number that WeChat gave when they type another")
    func typedPhone() throws {
        let people = try mini.people()
        let id = try people.signIn("mini-1", unionid: nil)
        func keep(_ phone: PhoneNumber?) throws -> User {
            var change = UserChange()
            change.phone = phone
            return try people.update(id, change)
        }
        let typed = try keep(PhoneNumber(typed: "11111"))
        #expect(typed.phone == "11111" && !typed.isPhoneVerified)
        #expect(try keep(PhoneNumber(typed: "22222")).phone == "22222")
        let verified = try keep(PhoneNumber(["phoneNumber": "33333"]))
        #expect(verified.phone == "33333" && verified.isPhoneVerified)
        let after = try keep(PhoneNumber(typed: "44444"))
        #expect(after.phone == "33333" && after.isPhoneVerified)
        #expect(try keep(nil).phone == "33333")
        let other = try keep(PhoneNumber(["phoneNumber": "55555"]))
        #expect(other.phone == "55555" && other.isPhoneVerified)
    }

    @Test("become one with the official account's by the unionid, and keep what either has", arguments: [true, false])
    func union(miniFirst: Bool) throws {
        let people = try mini.people(.wxAuth)
        let web = miniFirst ? 0 : try mini.site.signIn("web-1", unionid: "union-1")
        let id = try people.signIn("mini-1", unionid: nil)
        var change = UserChange()
        change.birthday = "1990-01-01"
        change.registers = true
        change.phone = PhoneNumber(["phoneNumber": "33333"])
        _ = try people.update(id, change)
        let session = try people.openSession(id, "mini-1")
        let older = miniFirst ? id : web
        if miniFirst {
            let newer = try mini.site.signIn("web-1", unionid: "union-1")
            var typed = UserChange()
            typed.phone = PhoneNumber(typed: "44444")
            typed.birthday = "1991-01-01"
            try mini.site.database.update(newer, typed, now: mini.site.now)
        } else {
            var typed = UserChange()
            typed.phone = PhoneNumber(typed: "44444")
            try mini.site.database.update(web, typed, now: mini.site.now)
        }
        let user = try people.user(people.signIn("mini-1", unionid: "union-1"))
        #expect(user.id == older && user.phone == "33333" && user.isPhoneVerified)
        #expect(user.birthday == "1990-01-01" && user.isRegistered)
        #expect(try people.sessions.login(byID: session).userID == older)
        #expect(try people.user(openid: "mini-1") == user)
        #expect(try mini.site.count("users") == 1)
        #expect(try mini.site.database.identities(of: older).map(\.openid).sorted() == ["mini-1", "web-1"])
    }

    @Test("leave no session_key, phone code or secret in the database and the files beside it")
    func secrecy() throws {
        try mini.exchange()
        let auth = try mini.auth()
        _ = try auth.people.phone(forCode: "THE-PHONE-CODE", of: "mini-1")
        let token = try auth.token(for: try auth.people.signIn("mini-1", unionid: nil), "mini-1")
        let session = try mini.people().openSession(1, "mini-1")
        let bytes = try SecrecyTests.files(mini.site.configuration.stateDirectory)
        #expect(bytes.contains("mini-1"))
        for secret in [
            ScriptedWeChat.sessionKey, "THE-PHONE-CODE", "13580006666", "mini-secret", session, token,
            String(token.split(separator: ".")[2]),
        ] { #expect(!bytes.contains(secret), "\(secret)") }
        let key = Base64.decode(ScriptedWeChat.sessionKey) ?? []
        #expect(bytes.data.range(of: Data(key)) == nil)
    }
}
