import SQLite

/// A QR code of an account's: who scans it is led to the account, which hears from which code they come.
struct QRCode {
    let ticket: String
    let appid: String
    /// What events say: a number or a text.
    let scene: String
    /// What is written in the picture.
    let url: String
    let createdAt: Int64
    /// Nil: never.
    let expiresAt: Int64?

    func isExpired(_ now: Int64) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

extension QRCode {
    init(row: borrowing Row) throws(SQLiteError) {
        ticket = try row.text("ticket")
        appid = try row.text("appid")
        scene = try row.text("scene")
        url = try row.text("url")
        createdAt = try row.integer("created_at")
        expiresAt = try row.optionalInteger("expires_at")
    }
}
