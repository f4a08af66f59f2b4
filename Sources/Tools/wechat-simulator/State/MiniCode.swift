import SQL
import SQLite

/// A code that a mini program gets on the phone and passes to its server, to be exchanged once.
struct MiniCode {
    /// Its purpose; neither kind can replace the other.
    enum Kind: String {
        /// From `wx.login`: 32 letters and digits, for `jscode2session`.
        case login
        /// From a `getPhoneNumber` button: 64 hexadecimal digits, for `getuserphonenumber`.
        case phone
    }

    /// Seconds for which a new one is valid.
    static let lifetime: Int64 = 300

    let text: String
    let kind: Kind
    let appid: String
    let person: String
    let expiresAt: Int64
    let isUsed: Bool
    /// For a login: the session_key on the phone when the code was issued, which the exchange returns.
    let sessionKey: String?

    /// When it was issued.
    var madeAt: Int64 { expiresAt - MiniCode.lifetime }
}

extension MiniCode {
    init(row: borrowing Row) throws(DatabaseError) {
        text = try row.text("code")
        kind = Kind(rawValue: try row.text("kind")) ?? .login
        appid = try row.text("appid")
        person = try row.text("person")
        expiresAt = try row.integer("expires_at")
        isUsed = try row.boolean("is_used")
        sessionKey = try row.optionalText("session_key")
    }
}
