import SQL
import SQLite

extension Store {
    /// How often the account did it in the current period.
    func used(_ quota: Quota, _ appid: String, now: Int64) throws(Failure) -> Int64 {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT count FROM uses WHERE appid = ? AND quota = ? AND period = ?", .text(appid),
                .text(quota.rawValue),
                .integer(quota.period(now))
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        return count ?? 0
    }

    /// Resets all counts of the account, except that of these resets.
    func clearQuotas(_ appid: String) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "DELETE FROM uses WHERE appid = ? AND quota != ?", .text(appid), .text(Quota.clearQuota.rawValue))
        }
    }

    /// Counts one use, or refuses it when none is left.
    func use(_ quota: Quota, _ appid: String, now: Int64) throws(Failure) {
        let count = try used(quota, appid, now: now)
        if let limit = quota.limit, count >= limit { throw .refused(Refusal(quota.refusal)) }
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO uses(appid, quota, period, count) VALUES(?, ?, ?, ?)", .text(appid),
                .text(quota.rawValue), .integer(quota.period(now)), .integer(count + 1))
        }
    }
}
