import Platform
import SQL
import SQLite

extension Store {
    /// The code of that text, valid or not.
    func miniCode(_ text: String, _ kind: MiniCode.Kind) throws(Failure) -> MiniCode? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM mini_codes WHERE code = ? AND kind = ?", .text(text), .text(kind.rawValue),
                map: MiniCode.init(row:))
        }
    }

    /// Issues a new code.
    func issueMiniCode(
        _ appid: String, _ person: String, _ kind: MiniCode.Kind, sessionKey: String? = nil, now: Int64
    ) throws(Failure) -> String {
        let text = kind == .login ? Random.alphanumeric(32) : Random.hexadecimal(64)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO mini_codes(code, kind, appid, person, expires_at, is_used, session_key)
                VALUES(?, ?, ?, ?, ?, 0, ?)
                """, .text(text), .text(kind.rawValue), .text(appid), .text(person),
                .integer(now + MiniCode.lifetime), Value(sessionKey))
        }
        return text
    }

    func markUsed(_ code: MiniCode) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("UPDATE mini_codes SET is_used = 1 WHERE code = ?", .text(code.text))
        }
    }
}
