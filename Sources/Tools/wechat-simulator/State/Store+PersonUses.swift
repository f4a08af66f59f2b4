import SQL
import SQLite

extension Store {
    /// Calls per minute to one path about one person. WeChat gives the number only for `jscode2session`; here it
    /// applies to every call that may answer 45011.
    private static let usesPerMinute: Int64 = 100

    /// Counts one use, or refuses it when none is left in this minute.
    func use(_ path: String, _ appid: String, _ person: String, now: Int64) throws(Failure) {
        let minute = now / 60
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT count FROM person_uses WHERE appid = ? AND person = ? AND path = ? AND minute = ?",
                .text(appid), .text(person), .text(path), .integer(minute)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        guard count ?? 0 < Store.usesPerMinute else { throw .refused(Refusal(45011)) }
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO person_uses(appid, person, path, minute, count) VALUES(?, ?, ?, ?, ?)",
                .text(appid), .text(person), .text(path), .integer(minute), .integer((count ?? 0) + 1))
        }
    }
}
