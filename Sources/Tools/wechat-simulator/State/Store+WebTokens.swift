import SQL
import SQLite

extension Store {
    private static let tokensWithGrants = """
        SELECT token, web_tokens.expires_at AS token_expires_at, appid, person, scope, is_void
        FROM web_tokens JOIN web_grants USING (refresh_token)
        """

    /// The token of that text, valid or not.
    func webToken(_ text: String) throws(Failure) -> WebToken? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                Store.tokensWithGrants + " WHERE token = ?", .text(text), map: WebToken.init(row:))
        }
    }

    /// The grant's token: the present one for another two hours, or a new one if that has expired.
    ///
    /// - Returns: its text.
    func freshToken(_ grant: WebGrant, now: Int64) throws(Failure) -> String {
        let latest = try attempt { (database) throws(DatabaseError) in
            try database.row(
                Store.tokensWithGrants + " WHERE refresh_token = ? AND token_expires_at > ?",
                .text(grant.refreshToken), .integer(now), map: WebToken.init(row:))
        }
        let text = latest?.text ?? WebToken.newText()
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO web_tokens(token, refresh_token, expires_at) VALUES(?, ?, ?)", .text(text),
                .text(grant.refreshToken), .integer(now + WebToken.lifetime))
        }
        return text
    }
}

extension WebToken {
    /// The form of both access and refresh tokens; 88 to 110 characters were seen.
    static func newText() -> String { "\(Int64.random(in: 10...99))_" + RandomText.base64URL(86) }
}
