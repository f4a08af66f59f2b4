import SQL
import SQLite

extension Store {
    /// Older pushes are deleted.
    private static let rememberedPushes: Int64 = 1000

    /// - Returns: the push with its id.
    func add(_ push: Push) throws(Failure) -> Push {
        let id = try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                INSERT INTO pushes(at, appid, person, openid, kind, summary, is_message, url, mode, format, body, copies,
                    damage, state, copies_left, copies_lost)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id
                """, .integer(push.at), .text(push.appid), .text(push.person), .text(push.openID), .text(push.kind),
                .text(push.summary), Value(push.isMessage), .text(push.url), .text(push.mode.rawValue),
                .text(push.format.rawValue), .text(push.body), .integer(push.copies), Value(push.damage?.rawValue),
                .text(push.state.rawValue), .integer(push.copies)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        try forgetPushes(before: (id ?? 0) - Store.rememberedPushes)
        guard let added = try self.push(id ?? 0) else { throw .broken("the push is not there") }
        return added
    }

    func push(_ id: Int64) throws(Failure) -> Push? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM pushes WHERE id = ?", .integer(id), map: Push.init(row:))
        }
    }

    /// - Parameters:
    ///   - appid: nil: to all accounts; `person`: nil: from everybody.
    ///   - most: the number of latest ones.
    /// - Returns: oldest first.
    func pushes(appid: String?, person: String?, most: Int64 = rememberedPushes) throws(Failure) -> [Push] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT * FROM pushes WHERE (?1 IS NULL OR appid = ?1) AND (?2 IS NULL OR person = ?2)
                ORDER BY id DESC LIMIT ?3
                """, Value(appid), Value(person), .integer(most), map: Push.init(row:))
        }.reversed()
    }

    /// The attempts of one push, in the order in which they ended.
    func tries(_ push: Int64) throws(Failure) -> [Try] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM tries WHERE push = ? ORDER BY started + seconds", .integer(push), map: Try.init(row:))
        }
    }

    func add(_ attempted: Try) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO tries(push, copy, number, at, started, seconds, query, body, status, answer, is_accepted,
                    verdict, shown)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .integer(attempted.push), .integer(attempted.copy), .integer(attempted.number),
                .integer(attempted.at), .real(attempted.started), .real(attempted.seconds), .text(attempted.query),
                .text(attempted.body), Value(attempted.status), .text(attempted.answer), Value(attempted.isAccepted),
                .text(attempted.verdict), Value(attempted.shown))
        }
    }

    /// Ends one copy, and with the last of them the push.
    func endCopy(_ push: Push, isAccepted: Bool, now: Int64) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "UPDATE pushes SET copies_left = copies_left - 1, copies_lost = copies_lost + ? WHERE id = ?",
                .integer(isAccepted ? 0 : 1), .integer(push.id))
            try database.execute(
                """
                UPDATE pushes SET state = CASE WHEN copies_lost > 0 THEN 'lost' ELSE 'accepted' END
                WHERE id = ? AND copies_left = 0
                """, .integer(push.id))
        }
        guard let ended = try self.push(push.id), ended.state != .sending else { return }
        try count(push.appid, isLost: ended.state == .lost, now: now)
    }

    func forgetPushes(before id: Int64 = Int64.max) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("DELETE FROM tries WHERE push < ?", .integer(id))
            try database.execute("DELETE FROM pushes WHERE id < ?", .integer(id))
        }
    }
}
