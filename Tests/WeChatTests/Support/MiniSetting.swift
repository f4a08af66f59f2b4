import Crypto
import JSON
import LoopbackServer

@testable import WeChat

/// An installation with the mini program of WeChat's worked example.
struct MiniSetting {
    static let appID = ScriptedWeChat.miniAppID

    let site: SiteSetting

    init(_ extra: String = "", timeout: Double = 2) throws {
        site = try SiteSetting(
            "[mini_program]\napp_id = \(Self.appID)\napp_secret = mini-secret\n\(extra)", timeout: timeout)
    }

    var wechat: ScriptedWeChat { site.wechat }

    /// As a process of its own would have them.
    func people(_ kind: SessionKind = .miniProgram) throws -> MiniPeople { try MiniPeople(kind, site.installation) }

    func auth() throws -> WxAuthPeople { try WxAuthPeople(site.installation) }

    /// Somebody logs in through `get_openid_by_code`.
    @discardableResult
    func exchange(_ openid: String = "mini-1", key: String = ScriptedWeChat.sessionKey) throws -> MiniExchange {
        wechat.answer(ScriptedWeChat.miniLogin, ScriptedWeChat.miniSession(openid, key: key))
        return try auth().people.exchange("code", proves: true)
    }

    func user(_ id: Int64) throws -> User? { try site.database.user(id) }
}

extension UserData {
    static let iv = [UInt8](repeating: 7, count: 16)

    /// What WeChat would encrypt.
    init(encrypting text: String, key: String = ScriptedWeChat.sessionKey) throws {
        let key = Base64.decode(key) ?? []
        let bytes = try AESCBC.encrypt(Array(text.utf8), key: key, iv: Self.iv, padding: .pkcs7)
        self.init(encrypted: Base64.encode(bytes), iv: Base64.encode(Self.iv))
    }

    static func phone(_ number: String, appID: String = MiniSetting.appID) throws -> UserData {
        try UserData(encrypting: #"{"phoneNumber":"\#(number)","watermark":{"appid":"\#(appID)"}}"#)
    }
}

/// In one word what a call threw; "nothing" when it did not.
func fault(_ work: () throws -> Void) -> String {
    do {
        try work()
        return "nothing"
    } catch let error as WeChatError {
        switch error {
        case .undecipherable: return "undecipherable"
        case .unproven: return "unproven"
        case .badToken(let fault): return fault.rawValue
        case .refused(let refusal): return "refused \(refusal.code)"
        case .request: return "request"
        default: return "\(error)"
        }
    } catch { return "\(error)" }
}

extension MiniPeople {
    /// An exchange with which nothing else is stored.
    func exchange(_ code: String, proves: Bool = false) throws(WeChatError) -> MiniExchange {
        try exchange(code, proves: proves) { (exchange) throws(WeChatError) in exchange }
    }
}
