import Crypto
import HTTP
import JSON
import LoopbackServer

@testable import People
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
        return try auth().exchange("code", by: .from()) { (exchange) throws(WeChatError) in exchange }
    }

    func user(_ id: Int64) throws -> User? { try site.database.user(id) }
}

extension Request {
    /// A request of a client, as far as that shows.
    static func from(_ address: String = "203.0.113.7", agent: String = "MicroMessenger") -> Request {
        let variables = ["REQUEST_METHOD": "POST", "REMOTE_ADDR": address, "HTTP_USER_AGENT": agent]
        return Request(id: "0123456789abcdef", variables: variables, content: .success([]))
    }
}

extension UserData.Content {
    subscript(_ name: String) -> JSONValue? { if case .profile(let data) = self { data[name] } else { nil } }
}

extension UserData {
    static let iv = [UInt8](repeating: 7, count: 16)

    /// What WeChat would encrypt.
    init(encrypting text: String, key: String = ScriptedWeChat.sessionKey) throws {
        let key = Base64.decode(key) ?? []
        let bytes = try AESCBC.encrypt(Array(text.utf8), key: key, iv: Self.iv, padding: .pkcs7)
        self.init(encrypted: Base64.encode(bytes), iv: Base64.encode(Self.iv))
    }

    /// A number as WeChat sends it.
    static func phone(
        _ number: String, pure: String? = nil, code: JSONValue = "86", appID: String = MiniSetting.appID,
        at time: Int64,
        key: String = ScriptedWeChat.sessionKey
    ) throws -> UserData {
        let data: JSONValue = [
            "phoneNumber": .string(number), "purePhoneNumber": .string(pure ?? number), "countryCode": code,
            "watermark": ["timestamp": .integer(time), "appid": .string(appID)],
        ]
        return try UserData(encrypting: data.text, key: key)
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
    func exchange(_ code: String) throws(WeChatError) -> MiniExchange {
        try exchange(code) { (exchange) throws(WeChatError) in exchange }
    }
}
