import Foundation
import SQL
import SQLite

extension Site {
    var databasePath: String { folder + "/state/wechat.sqlite3" }

    /// Changes the site's database, as time would.
    func execute(_ sql: String) throws {
        let database = try Database(path: databasePath)
        try database.execute(sql)
    }

    /// The one number that a query gives.
    func number(_ sql: String) throws -> Int64? {
        let database = try Database(path: databasePath)
        return try database.row(sql) { (row) throws(DatabaseError) in try row.integer(0) }
    }

    /// Everything that the database's files hold, as they lie on the disk.
    func databaseBytes() -> [UInt8] {
        ["", "-wal"].flatMap { suffix in
            Array(FileManager.default.contents(atPath: databasePath + suffix) ?? Data())
        }
    }

    /// Every access_token and refresh_token that the simulator gave out for people, from its own database.
    func issuedUserTokens() throws -> [String] {
        let database = try Database(path: folder + "/state/simulator/simulator.sqlite3")
        return try database.rows("SELECT refresh_token FROM web_grants UNION SELECT token FROM web_tokens") {
            (row) throws(DatabaseError) in try row.text(0)
        }
    }
}
