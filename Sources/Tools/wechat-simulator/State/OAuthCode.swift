import SQLite

/// What a site is sent by way of the browser, to be exchanged for an access_token once.
struct OAuthCode {
    /// Seconds that a new one lives.
    static let lifetime: Int64 = 300

    let text: String
    let appid: String
    let person: String
    let scope: WebScope
    let expiresAt: Int64
    let isUsed: Bool
}

extension OAuthCode {
    init(row: borrowing Row) throws(SQLiteError) {
        text = try row.text("code")
        appid = try row.text("appid")
        person = try row.text("person")
        scope = WebScope(rawValue: try row.text("scope")) ?? .base
        expiresAt = try row.integer("expires_at")
        isUsed = try row.boolean("is_used")
    }
}
