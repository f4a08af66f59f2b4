import SQL
import SQLite

/// A file uploaded to WeChat, which keeps it for three days.
struct Media {
    /// Seconds for which it is kept.
    static let lifetime: Int64 = 3 * 86400

    let id: String
    let appid: String
    let kind: MediaKind
    let contentType: String
    let bytes: [UInt8]
    let createdAt: Int64

    static func newID() -> String { RandomText.base64URL(64) }
}

extension Media {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.text("id")
        appid = try row.text("appid")
        kind = MediaKind(rawValue: try row.text("kind")) ?? .image
        contentType = try row.text("content_type")
        bytes = try row.blob("bytes")
        createdAt = try row.integer("created_at")
    }
}
