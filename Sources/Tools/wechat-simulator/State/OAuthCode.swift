import SQL
import SQLite

/// A code that a site receives through the browser, to be exchanged for an access_token once.
struct OAuthCode {
    /// Seconds for which a new one is valid.
    static let lifetime: Int64 = 300

    let text: String
    let appid: String
    let person: String
    let scope: WebScope
    let expiresAt: Int64
    let isUsed: Bool
}

extension OAuthCode {
    init(row: borrowing Row) throws(DatabaseError) {
        text = try row.text("code")
        appid = try row.text("appid")
        person = try row.text("person")
        scope = WebScope(rawValue: try row.text("scope")) ?? .base
        expiresAt = try row.integer("expires_at")
        isUsed = try row.boolean("is_used")
    }
}
