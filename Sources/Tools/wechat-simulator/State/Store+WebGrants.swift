import SQL
import SQLite

extension Store {
    /// The grant of that refresh_token, valid or not.
    func webGrant(_ refreshToken: String) throws(Failure) -> WebGrant? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM web_grants WHERE refresh_token = ?", .text(refreshToken), map: WebGrant.init(row:))
        }
    }

    /// All grants, oldest first.
    func webGrants() throws(Failure) -> [WebGrant] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT * FROM web_grants ORDER BY rowid", map: WebGrant.init(row:))
        }
    }

    /// Creates the grant for a code.
    func issueGrant(_ code: OAuthCode, now: Int64) throws(Failure) -> WebGrant {
        let grant = WebGrant(
            refreshToken: WebToken.newText(), appid: code.appid, person: code.person, scope: code.scope,
            expiresAt: now + WebGrant.lifetime, isVoid: false)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO web_grants(refresh_token, appid, person, scope, expires_at, is_void) VALUES(?, ?, ?, ?, ?, 0)",
                .text(grant.refreshToken), .text(grant.appid), .text(grant.person), .text(grant.scope.rawValue),
                .integer(grant.expiresAt))
        }
        return grant
    }

    /// Ends the person's grants to all sites.
    ///
    /// - Returns: the number of grants.
    func voidGrants(_ person: String) throws(Failure) -> Int64 {
        let ended = try webGrants().filter { $0.person == person && !$0.isVoid }.count
        try attempt { (database) throws(DatabaseError) in
            try database.execute("UPDATE web_grants SET is_void = 1 WHERE person = ?", .text(person))
        }
        return Int64(ended)
    }
}
