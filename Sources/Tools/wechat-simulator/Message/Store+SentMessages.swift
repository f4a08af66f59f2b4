import SQL
import SQLite

extension Store {
    /// Older messages are deleted.
    private static let rememberedMessages: Int64 = 1000

    /// - Returns: its id.
    @discardableResult
    func add(_ message: SentMessage) throws(Failure) -> Int64 {
        let id = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "INSERT INTO sent(at, appid, person, channel, kind, shown, body) VALUES(?, ?, ?, ?, ?, ?, ?) RETURNING id",
                .integer(message.at), .text(message.appid), .text(message.person), .text(message.channel.rawValue),
                .text(message.kind), .text(message.shown), .text(message.body)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        guard let id else { throw .broken("the message is not there") }
        try forgetMessages(before: id - Store.rememberedMessages)
        return id
    }

    /// - Parameters:
    ///   - appid: nil: from all accounts; `person`: nil: to everybody.
    ///   - most: the number of latest ones.
    /// - Returns: oldest first.
    func sentMessages(
        appid: String?, person: String?, most: Int64 = rememberedMessages
    ) throws(Failure) -> [SentMessage] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT * FROM sent WHERE (?1 IS NULL OR appid = ?1) AND (?2 IS NULL OR person = ?2)
                ORDER BY id DESC LIMIT ?3
                """, Value(appid), Value(person), .integer(most), map: SentMessage.init(row:))
        }.reversed()
    }

    func forgetMessages(before id: Int64 = Int64.max) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("DELETE FROM sent WHERE id < ?", .integer(id))
        }
    }
}
