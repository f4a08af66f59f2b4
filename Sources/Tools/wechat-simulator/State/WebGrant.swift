import SQL
import SQLite

/// A person's grant to a web site, for the lifetime of the refresh_token.
struct WebGrant {
    /// Seconds for which a new one is valid. Whether WeChat extends it with every refresh is disputed; here it does
    /// not, which a client must be able to handle.
    static let lifetime: Int64 = 30 * 86400

    let refreshToken: String
    let appid: String
    let person: String
    let scope: WebScope
    let expiresAt: Int64
    /// Whether the person has since changed the password.
    let isVoid: Bool
}

extension WebGrant {
    init(row: borrowing Row) throws(DatabaseError) {
        refreshToken = try row.text("refresh_token")
        appid = try row.text("appid")
        person = try row.text("person")
        scope = WebScope(rawValue: try row.text("scope")) ?? .base
        expiresAt = try row.integer("expires_at")
        isVoid = try row.boolean("is_void")
    }
}
