import JSON
import SQL
import SQLite

/// A WeChat account, with what an operator can set for it.
struct Account: Equatable {
    enum Kind: String {
        /// 公众号
        case officialAccount = "official_account"
        /// 小程序
        case miniProgram = "mini_program"
    }

    let appid: String
    var kind: Kind
    var name: String
    var secret: String
    /// The addresses from which the account's owner may call; nil: any.
    var allowedAddresses: [String]?
    /// The secret was frozen (40243).
    var isFrozen: Bool
    /// An administrator must confirm the caller's address first (89503).
    var asksAddress: Bool
    /// When `force_refresh` last made a new token.
    var forcedAt: Int64?
    /// The host to which web authorization may lead (网页授权域名), without scheme, port or sub-domains; nil: none is
    /// set.
    var redirectDomain: String?
    /// The account may ask for `snsapi_userinfo`.
    var asksUserInfo = true
    /// It is bound to an account of the Open Platform, so that people have a unionid.
    var isBound = true
    /// `user/info` still tells names and places, as it did until 2021.
    var tellsProfile = false

    // > IP 白名单
    // https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html: it applies to every call,
    // also with an access_token, and mini programs may have one.
    func allows(_ address: String) -> Bool { allowedAddresses?.contains(address) ?? true }
}

extension Account {
    init(row: borrowing Row) throws(DatabaseError) {
        appid = try row.text("appid")
        kind = Kind(rawValue: try row.text("kind")) ?? .officialAccount
        name = try row.text("name")
        secret = try row.text("secret")
        allowedAddresses = try row.optionalText("allowed_ips").map(JSONValue.strings)
        isFrozen = try row.boolean("is_frozen")
        asksAddress = try row.boolean("asks_ip")
        forcedAt = try row.optionalInteger("forced_at")
        redirectDomain = try row.optionalText("redirect_domain")
        asksUserInfo = try row.boolean("asks_userinfo")
        isBound = try row.boolean("is_bound")
        tellsProfile = try row.boolean("tells_profile")
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "appid": .string(appid), "kind": .string(kind.rawValue), "name": .string(name), "secret": .string(secret),
            "allowed_ips": allowedAddresses.map { .array($0.map(JSONValue.string)) } ?? .null,
            "frozen": .bool(isFrozen),
            "ask_ip": .bool(asksAddress),
            "redirect_domain": redirectDomain.map(JSONValue.string) ?? .null,
            "snsapi_userinfo": .bool(asksUserInfo),
            "open_platform": .bool(isBound),
            "legacy_user_info": .bool(tellsProfile),
        ]
    }
}
