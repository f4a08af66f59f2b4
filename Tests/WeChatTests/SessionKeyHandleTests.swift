import Crypto
import JSON
import LoopbackServer
import Testing

@testable import People
@testable import WeChat

@Suite("A handle of a session_key", .timeLimit(.minutes(5)))
struct SessionKeyHandleTests {
    let mini: MiniSetting
    let auth: WxAuthPeople
    let handle: String

    init() throws {
        mini = try MiniSetting()
        auth = try mini.auth()
        handle = try auth.handle(mini.exchange())
    }

    private func outcome(_ handle: String, of openid: String = "mini-1", at auth: WxAuthPeople? = nil) -> String {
        fault {
            _ = try (auth ?? self.auth).phone(.phone("13580006666", at: mini.site.now), handle: handle, of: openid)
        }
    }

    /// The outcome where the handle is the only proof.
    private func proof(_ handle: String?, of openid: String = "mini-1") -> String {
        fault { _ = try auth.proof(of: openid, handle: handle, .from()) }
    }

    @Test("opens here, and shows neither the session_key nor the openid")
    func opens() throws {
        #expect(outcome(handle) == "nothing")
        let bytes = try #require(Base64URL.decode(handle))
        let text = String(decoding: bytes, as: UTF8.self)
        for secret in [ScriptedWeChat.sessionKey, "mini-1", "tiiht", "session_key"] {
            #expect(!handle.contains(secret) && !text.contains(secret))
        }
        #expect(try auth.handle(mini.exchange()) != handle)
    }

    @Test("opens nowhere else")
    func elsewhere() throws {
        let other = try MiniSetting()
        try other.exchange()
        #expect(outcome(handle, at: try other.auth()) == "undecipherable")
    }

    @Test("is good for its own openid only")
    func otherOpenid() throws {
        try mini.exchange("mini-2")
        mini.site.time.pass(600)
        #expect(outcome(handle, of: "mini-2") == "undecipherable")
        #expect(outcome(handle, of: "mini-3") == "undecipherable")
        #expect(proof(handle) == "nothing")
        for openid in ["mini-2", "mini-3", "", "MINI-1"] { #expect(proof(handle, of: openid) == "unproven") }
    }

    @Test("is over to the second, after as long as a login lasts")
    func lifetime() {
        mini.site.time.pass(604_799)
        #expect(outcome(handle) == "nothing" && proof(handle) == "nothing")
        mini.site.time.pass(1)
        #expect(outcome(handle) == "undecipherable" && proof(handle) == "unproven")
    }

    @Test("is over when the person's logins were ended, and the next one is good")
    func revoked() throws {
        let userID = try auth.people.signIn("mini-1", unionid: nil)
        _ = try People(mini.site.installation).revoke(try auth.people.user(userID))
        #expect(outcome(handle) == "undecipherable" && proof(handle) == "unproven")
        mini.site.time.pass(1)
        let next = try auth.handle(mini.exchange())
        #expect(outcome(next) == "nothing" && outcome(handle) == "undecipherable")
    }

    @Test("is not good with any one character changed, left out or added")
    func changes() {
        mini.site.time.pass(600)
        let bytes = Array(handle.utf8)
        for index in bytes.indices {
            let byte = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = String(decoding: bytes[..<index] + [byte] + bytes[(index + 1)...], as: UTF8.self)
            #expect(proof(text) == "unproven", "\(index)")
            #expect(proof(String(decoding: bytes[..<index], as: UTF8.self)) == "unproven", "\(index)")
        }
        for text in [
            "", "=", "\(handle)=", "\(handle)A", " \(handle)", "\(handle)\n", ScriptedWeChat.sessionKey, "mini-1",
            String(repeating: "A", count: 100_000), "AQ", Base64URL.encode([1] + [UInt8](repeating: 0, count: 60)),
        ] {
            #expect(proof(text) == "unproven")
            #expect(outcome(text) == "undecipherable")
        }
        #expect(proof(nil) == "unproven" && proof(handle) == "nothing")
    }

    @Test("opens what was encrypted with the session_key of its login, also after the next login")
    func olderKey() throws {
        let key = Base64.encode([UInt8](repeating: 9, count: 16))
        let newer = try auth.handle(mini.exchange(key: key))
        #expect(outcome(handle) == "nothing")
        #expect(outcome(newer) == "undecipherable")
        let data = try UserData.phone("1358000", at: mini.site.now, key: key)
        #expect(try auth.phone(data, handle: newer, of: "mini-1").text == "1358000")
    }

    @Test("gives a number only of this app and this person, and only when there is one")
    func contents() throws {
        let app = MiniSetting.appID
        #expect(
            fault {
                _ = try auth.phone(.phone("13580006666", appID: "wx1", at: mini.site.now), handle: handle, of: "mini-1")
            }
                == "undecipherable")
        for text in [
            #"{"openId":"mini-1","watermark":{"appid":"\#(app)"}}"#,
            #"{"phoneNumber":"1","watermark":{"appid":"\#(app)"}}"#,
            #"{"phoneNumber":"13580006666","openId":"mini-2","watermark":{"appid":"\#(app)"}}"#,
            #"{"phoneNumber":13580006666,"watermark":{"appid":"\#(app)"}}"#,
        ] {
            let data = try UserData(encrypting: text)
            #expect(fault { _ = try auth.phone(data, handle: handle, of: "mini-1") } == "undecipherable")
        }
        let data = try UserData.phone("+15550100", pure: "5550100", code: 1, at: mini.site.now)
        let phone = try auth.phone(data, handle: handle, of: "mini-1")
        #expect(phone.text == "+15550100" && !phone.isVerified)
    }
}
