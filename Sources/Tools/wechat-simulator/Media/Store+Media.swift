import SQL
import SQLite

extension Store {
    /// The file, while WeChat would have it.
    func media(_ id: String, now: Int64) throws(Failure) -> Media? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM media WHERE id = ? AND created_at > ?", .text(id), .integer(now - Media.lifetime),
                map: Media.init(row:))
        }
    }

    /// Stores the file, and deletes expired ones.
    func add(_ media: Media) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "DELETE FROM media WHERE created_at <= ?", .integer(media.createdAt - Media.lifetime))
            try database.execute(
                "INSERT INTO media(id, appid, kind, content_type, bytes, created_at) VALUES(?, ?, ?, ?, ?, ?)",
                .text(media.id), .text(media.appid), .text(media.kind.rawValue), .text(media.contentType),
                .blob(media.bytes), .integer(media.createdAt))
        }
    }
}
