import SQL
import SQLite

extension Store {
    /// How many messages of the template the person still accepts.
    func subscriptions(_ template: MessageTemplate, _ person: String) throws(Failure) -> Int64 {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT count FROM subscriptions WHERE appid = ? AND person = ? AND template = ?",
                .text(template.appid), .text(person), .text(template.id)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        return count ?? 0
    }

    func setSubscriptions(_ template: MessageTemplate, _ person: String, to count: Int64) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO subscriptions(appid, person, template, count) VALUES(?, ?, ?, ?)",
                .text(template.appid), .text(person), .text(template.id), .integer(count))
        }
    }
}
