import SQL
import SQLite

/// A QR code of an account: it leads whoever scans it to the account, which is told the code's scene.
struct QRCode {
    let ticket: String
    let appid: String
    /// The value in events: a number or a text.
    let scene: String
    /// The content of the picture.
    let url: String
    let createdAt: Int64
    /// Nil: never.
    let expiresAt: Int64?

    func isExpired(_ now: Int64) -> Bool { expiresAt.map { $0 <= now } ?? false }
}

extension QRCode {
    init(row: borrowing Row) throws(DatabaseError) {
        ticket = try row.text("ticket")
        appid = try row.text("appid")
        scene = try row.text("scene")
        url = try row.text("url")
        createdAt = try row.integer("created_at")
        expiresAt = try row.optionalInteger("expires_at")
    }
}
