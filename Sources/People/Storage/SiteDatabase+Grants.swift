internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    func grant(appID: String, openid: String) throws(WeChatError) -> OAuthGrant? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM oauth_grants WHERE app_id = ? AND openid = ?", .text(appID), .text(openid),
                map: OAuthGrant.init(row:))
        }
    }

    /// Stores a new authorization, replacing the last one.
    func replace(_ grant: OAuthGrant) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO oauth_grants (app_id, openid, scope, access_token, refresh_token, access_expires_at,
                renew_after, granted_at, expires_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                ON CONFLICT (app_id, openid) DO UPDATE SET scope = excluded.scope,
                access_token = excluded.access_token, refresh_token = excluded.refresh_token,
                access_expires_at = excluded.access_expires_at, renew_after = excluded.renew_after,
                granted_at = excluded.granted_at, expires_at = excluded.expires_at,
                revision = oauth_grants.revision + 1
                """, .text(grant.appID), .text(grant.openid), .text(grant.scope), .blob(grant.accessToken),
                .blob(grant.refreshToken), .integer(grant.accessExpiresAt), .integer(grant.renewAfter),
                .integer(grant.grantedAt), .integer(grant.expiresAt))
        }
    }

    /// Writes a renewal, unless the grant has changed since it was read: a newer authorization has priority.
    ///
    /// - Returns: whether it was written.
    @discardableResult
    func update(_ grant: OAuthGrant) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE oauth_grants SET scope = ?, access_token = ?, refresh_token = ?, access_expires_at = ?,
                renew_after = ?, revision = revision + 1 WHERE app_id = ? AND openid = ? AND revision = ?
                """, .text(grant.scope), .blob(grant.accessToken), .blob(grant.refreshToken),
                .integer(grant.accessExpiresAt), .integer(grant.renewAfter), .text(grant.appID), .text(grant.openid),
                .integer(grant.revision))
            return database.changes > 0
        }
    }

    /// Deletes a grant that WeChat no longer accepts, unless there is a newer authorization.
    func delete(_ grant: OAuthGrant) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "DELETE FROM oauth_grants WHERE app_id = ? AND openid = ? AND revision = ?", .text(grant.appID),
                .text(grant.openid), .integer(grant.revision))
        }
    }

    /// The openids whose access_token expires before a time while their authorization lasts beyond `now`: soonest
    /// first, but those whose renewal failed come after those that nobody has tried yet, so that they never block the
    /// others.
    func openidsOfGrants(
        endingBefore time: Int64, appID: String, now: Int64
    ) throws(WeChatError) -> [String] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT openid FROM oauth_grants WHERE access_expires_at < ? AND app_id = ? AND expires_at > ?
                ORDER BY renew_after, access_expires_at
                """, .integer(time), .text(appID), .integer(now)
            ) { (row) throws(DatabaseError) in try row.text(0) }
        }
    }

    /// Deletes up to `limit` grants that ended before a time, and returns how many.
    package func pruneGrants(endedBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM oauth_grants WHERE (app_id, openid) IN
                (SELECT app_id, openid FROM oauth_grants WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

extension OAuthGrant {
    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        scope = try row.text("scope")
        accessToken = try row.blob("access_token")
        refreshToken = try row.blob("refresh_token")
        accessExpiresAt = try row.integer("access_expires_at")
        renewAfter = try row.integer("renew_after")
        grantedAt = try row.integer("granted_at")
        expiresAt = try row.integer("expires_at")
        revision = try row.integer("revision")
    }
}
