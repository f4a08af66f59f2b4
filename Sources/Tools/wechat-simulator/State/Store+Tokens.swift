import SQL
import SQLite

extension Store {
    /// The token of that text, valid or not.
    func accessToken(_ text: String) throws(Failure) -> AccessToken? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM tokens WHERE token = ?", .text(text), map: AccessToken.init(row:))
        }
    }

    /// The latest token of that kind, even if it has expired.
    func latestToken(_ appid: String, _ kind: AccessToken.Kind) throws(Failure) -> AccessToken? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM tokens WHERE appid = ? AND kind = ? AND retires_at IS NULL", .text(appid),
                .text(kind.rawValue), map: AccessToken.init(row:))
        }
    }

    /// Issues a new token.
    ///
    /// At most one predecessor, the last, keeps working for `overlap` seconds, even beyond its own expiry, so that
    /// whoever got it a moment ago has that long.
    func issueToken(
        _ appid: String, _ kind: AccessToken.Kind, overlap: Int64, now: Int64
    ) throws(Failure) -> AccessToken {
        try retireTokens(appid, kind, overlap: overlap, now: now)
        let token = AccessToken(
            text: kind.newText(), appid: appid, kind: kind, expiresAt: now + AccessToken.lifetime, retiresAt: nil)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO tokens(token, appid, kind, expires_at) VALUES(?, ?, ?, ?)", .text(token.text),
                .text(appid),
                .text(kind.rawValue), .integer(token.expiresAt))
        }
        return token
    }

    private func retireTokens(_ appid: String, _ kind: AccessToken.Kind, overlap: Int64, now: Int64) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "UPDATE tokens SET retires_at = ?1 WHERE appid = ?2 AND kind = ?3 AND retires_at > ?1", .integer(now),
                .text(appid), .text(kind.rawValue))
            try database.execute(
                """
                UPDATE tokens SET retires_at = ?1,
                    expires_at = CASE WHEN expires_at > ?2 THEN max(expires_at, ?1) ELSE expires_at END
                WHERE appid = ?3 AND kind = ?4 AND retires_at IS NULL
                """, .integer(now + overlap), .integer(now), .text(appid), .text(kind.rawValue))
        }
    }
}

extension AccessToken.Kind {
    /// Real ones with 79, 142 and 157 characters were seen; here the length also distinguishes the kinds.
    fileprivate func newText() -> String {
        "\(Int64.random(in: 10...99))_" + RandomText.base64URL(self == .token ? 139 : 154)
    }
}
