import SQL
import SQLite

extension Store {
    func sessionKey(_ appid: String, _ person: String) throws(Failure) -> SessionKey? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM session_keys WHERE appid = ? AND person = ?", .text(appid), .text(person),
                map: SessionKey.init(row:))
        }
    }

    /// The keys of all people at the account, ordered by their first one.
    func sessionKeys(_ appid: String) throws(Failure) -> [SessionKey] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM session_keys WHERE appid = ? ORDER BY rowid", .text(appid), map: SessionKey.init(row:))
        }
    }

    /// Issues a new one, which voids the last.
    func issueSessionKey(_ appid: String, _ person: String, now: Int64) throws(Failure) -> SessionKey {
        let key = SessionKey(appid: appid, person: person, text: SessionKey.newText(), madeAt: now)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO session_keys(appid, person, session_key, made_at) VALUES(?, ?, ?, ?)
                ON CONFLICT(appid, person) DO UPDATE SET session_key = excluded.session_key, made_at = excluded.made_at
                """, .text(appid), .text(person), .text(key.text), .integer(now))
        }
        return key
    }
}
