import JSON
import SQLite

/// An account of WeChat's, with what an operator can set for it.
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
    /// From where tokens may be asked for; nil: from anywhere. WeChat has this list for official accounts alone.
    var allowedAddresses: [String]?
    /// The secret was frozen (40243).
    var isFrozen: Bool
    /// An administrator must confirm the caller's address first (89503).
    var asksAddress: Bool
    /// When `force_refresh` last made a new token.
    var forcedAt: Int64?
}

extension Account {
    init(row: borrowing Row) throws(SQLiteError) {
        appid = try row.text("appid")
        kind = Kind(rawValue: try row.text("kind")) ?? .officialAccount
        name = try row.text("name")
        secret = try row.text("secret")
        allowedAddresses = try row.optionalText("allowed_ips").map(Account.addresses)
        isFrozen = try row.boolean("is_frozen")
        asksAddress = try row.boolean("asks_ip")
        forcedAt = try row.optionalInteger("forced_at")
    }

    /// As control calls show it.
    var json: JSONValue {
        [
            "appid": .string(appid), "kind": .string(kind.rawValue), "name": .string(name), "secret": .string(secret),
            "allowed_ips": allowedAddresses.map { .array($0.map(JSONValue.string)) } ?? .null,
            "frozen": .bool(isFrozen),
            "ask_ip": .bool(asksAddress),
        ]
    }

    private static func addresses(_ text: String) -> [String] {
        (try? JSONValue(parsing: Array(text.utf8)))?.elements?.compactMap(\.string) ?? []
    }
}
