import SQL
import SQLite

extension Store {
    /// The code of that ticket, valid or not.
    func qrCode(_ ticket: String) throws(Failure) -> QRCode? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM qrcodes WHERE ticket = ?", .text(ticket), map: QRCode.init(row:))
        }
    }

    /// - Parameter most: the number of latest ones.
    /// - Returns: latest first.
    func qrCodes(_ appid: String, most: Int64) throws(Failure) -> [QRCode] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM qrcodes WHERE appid = ? ORDER BY created_at DESC, rowid DESC LIMIT ?", .text(appid),
                .integer(most), map: QRCode.init(row:))
        }
    }

    /// The number of the account's permanent codes.
    func permanentQRCodes(_ appid: String) throws(Failure) -> Int64 {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT count(*) FROM qrcodes WHERE appid = ? AND expires_at IS NULL", .text(appid)) {
                (row) throws(DatabaseError) in try row.integer(0)
            }
        }
        return count ?? 0
    }

    func add(_ code: QRCode) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO qrcodes(ticket, appid, scene, url, created_at, expires_at) VALUES(?, ?, ?, ?, ?, ?)",
                .text(code.ticket), .text(code.appid), .text(code.scene), .text(code.url), .integer(code.createdAt),
                Value(code.expiresAt))
        }
    }
}
