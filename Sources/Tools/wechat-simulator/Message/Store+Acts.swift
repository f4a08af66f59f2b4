import SQL
import SQLite

extension Store {
    /// Records that the person does it now, which lets the account write again.
    func record(_ act: Act, _ appid: String, _ person: String, now: Int64) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO acts(appid, person, act, at, sent) VALUES(?, ?, ?, ?, 0)", .text(appid),
                .text(person), .text(act.rawValue), .integer(now))
        }
    }

    /// Uses one of the messages that the account may send to the person; refused when the time is over (45015), or when
    /// it was used up (45047).
    ///
    /// The first to expire is used first. (WeChat does not say.)
    func useAllowance(_ appid: String, _ person: String, now: Int64) throws(Failure) {
        let open = try acts(appid, person).filter { now >= $0.at && now < $0.at + $0.act.lifetime }
        guard !open.isEmpty else { throw .refused(Refusal(45015)) }
        let free = open.filter { $0.sent < $0.act.allowance }
        guard let next = free.min(by: { $0.at + $0.act.lifetime < $1.at + $1.act.lifetime }) else {
            throw .refused(Refusal(45047))
        }
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "UPDATE acts SET sent = sent + 1 WHERE appid = ? AND person = ? AND act = ?", .text(appid),
                .text(person), .text(next.act.rawValue))
        }
    }

    private func acts(_ appid: String, _ person: String) throws(Failure) -> [(act: Act, at: Int64, sent: Int64)] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT act, at, sent FROM acts WHERE appid = ? AND person = ?", .text(appid), .text(person)
            ) { (row) throws(DatabaseError) in
                (Act(rawValue: try row.text(0)) ?? .menu, try row.integer(1), try row.integer(2))
            }
        }
    }
}
