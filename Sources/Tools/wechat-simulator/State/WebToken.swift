import SQL
import SQLite

/// An access_token of `sns/*`, for one person at one account. It has nothing to do with that of `cgi-bin/*`.
struct WebToken {
    /// Seconds for which a new one is valid.
    static let lifetime: Int64 = 7200

    let text: String
    let appid: String
    let person: String
    let scope: WebScope
    let expiresAt: Int64
    /// Whether the person has since changed the password.
    let isVoid: Bool
}

extension WebToken {
    init(row: borrowing Row) throws(DatabaseError) {
        text = try row.text("token")
        appid = try row.text("appid")
        person = try row.text("person")
        scope = WebScope(rawValue: try row.text("scope")) ?? .base
        expiresAt = try row.integer("token_expires_at")
        isVoid = try row.boolean("is_void")
    }
}
