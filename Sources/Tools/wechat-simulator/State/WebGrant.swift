import SQLite

/// What a person granted to a web site, for as long as the refresh_token lives.
struct WebGrant {
    /// Seconds that a new one lives. Whether WeChat prolongs it with every refresh is disputed; here it does not, which a
    /// client must be able to bear.
    static let lifetime: Int64 = 30 * 86400

    let refreshToken: String
    let appid: String
    let person: String
    let scope: WebScope
    let expiresAt: Int64
    /// The person changed the password since.
    let isVoid: Bool
}

extension WebGrant {
    init(row: borrowing Row) throws(SQLiteError) {
        refreshToken = try row.text("refresh_token")
        appid = try row.text("appid")
        person = try row.text("person")
        scope = WebScope(rawValue: try row.text("scope")) ?? .base
        expiresAt = try row.integer("expires_at")
        isVoid = try row.boolean("is_void")
    }
}
