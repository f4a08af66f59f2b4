import SQL
import SQLite

extension Store {
    /// - Returns: the id of the picture.
    func addPicture(_ appid: String, contentType: String, _ bytes: [UInt8]) throws(Failure) -> String {
        let id = RandomText.base64URL(43)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO pictures(id, appid, content_type, bytes) VALUES(?, ?, ?, ?)", .text(id), .text(appid),
                .text(contentType), .blob(bytes))
        }
        return id
    }

    func picture(_ id: String) throws(Failure) -> (contentType: String, bytes: [UInt8])? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT content_type, bytes FROM pictures WHERE id = ?", .text(id)) {
                (row) throws(DatabaseError) in (try row.text(0), try row.blob(1))
            }
        }
    }
}
