import SQLite

/// What a mini program gets on the phone and hands to its server, to be exchanged once.
struct MiniCode {
    /// What it is good for; neither kind stands in for the other.
    enum Kind: String {
        /// From `wx.login`: 32 letters and digits, for `jscode2session`.
        case login
        /// From a `getPhoneNumber` button: 64 hexadecimal digits, for `getuserphonenumber`.
        case phone
    }

    /// Seconds that a new one lives.
    static let lifetime: Int64 = 300

    let text: String
    let kind: Kind
    let appid: String
    let person: String
    let expiresAt: Int64
    let isUsed: Bool
    /// Of a login: the session_key that was good on the phone when the code was given out, which the exchange tells.
    let sessionKey: String?

    /// When it was given out.
    var madeAt: Int64 { expiresAt - MiniCode.lifetime }
}

extension MiniCode {
    init(row: borrowing Row) throws(SQLiteError) {
        text = try row.text("code")
        kind = Kind(rawValue: try row.text("kind")) ?? .login
        appid = try row.text("appid")
        person = try row.text("person")
        expiresAt = try row.integer("expires_at")
        isUsed = try row.boolean("is_used")
        sessionKey = try row.optionalText("session_key")
    }
}
