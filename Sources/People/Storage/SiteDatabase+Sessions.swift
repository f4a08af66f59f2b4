internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// The session of that kind, in whatever state.
    func session(_ kind: SessionKind, tokenHash: [UInt8]) throws(WeChatError) -> Session? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                Session.selection, .blob(tokenHash), .text(kind.rawValue), map: Session.init(row:))
        }
    }

    func insert(_ session: Session) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO sessions (\(Session.columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, .blob(session.tokenHash), .text(session.kind.rawValue), Value(session.userID),
                .text(session.appID), Value(session.openid), .integer(session.createdAt),
                .integer(session.expiresAt), Value(session.revokedAt))
        }
    }

    /// Stores a person's session, and deletes the oldest ones of its API beyond `most`.
    func insert(_ session: Session, keeping most: Int) throws(WeChatError) {
        try transaction { () throws(WeChatError) in
            try insert(session)
            try attempt { (database) throws(DatabaseError) in
                try database.execute(
                    """
                    DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions
                    WHERE user_id = ?1 AND kind = ?2 AND revoked_at IS NULL AND token_hash <> ?3
                    ORDER BY created_at DESC, expires_at DESC LIMIT -1 OFFSET ?4)
                    """, Value(session.userID), .text(session.kind.rawValue), .blob(session.tokenHash),
                    .integer(Int64(most - 1)))
            }
        }
    }

    /// Ends one session; false when it is not live.
    @discardableResult
    func revokeSession(tokenHash: [UInt8], now: Int64) throws(WeChatError) -> Bool {
        let ended = try revoke(now) { (database) throws(DatabaseError) in
            try database.rows(
                """
                UPDATE sessions SET revoked_at = ? WHERE token_hash = ? AND revoked_at IS NULL
                RETURNING \(Session.columns)
                """, .integer(now), .blob(tokenHash), map: Session.init(row:))
        }
        return !ended.isEmpty
    }

    /// Ends all sessions that match the filter, and returns how many.
    func revokeSessions(_ filter: SessionFilter, now: Int64) throws(WeChatError) -> Int {
        try revoke(now) { (database) throws(DatabaseError) in
            try database.rows(
                """
                UPDATE sessions SET revoked_at = ?1
                WHERE revoked_at IS NULL AND expires_at > ?1 AND \(SessionFilter.condition)
                RETURNING \(Session.columns)
                """, .integer(now), Value(filter.kind?.rawValue), Value(filter.userID), Value(filter.openid),
                map: Session.init(row:))
        }.count
    }

    /// Ends the live sessions whose hash has that prefix.
    ///
    /// - Returns: the ended ones.
    func revokeSessions(hashPrefix: [UInt8], now: Int64) throws(WeChatError) -> [Session] {
        let end = hashPrefix + [UInt8](repeating: 0xFF, count: 32 - hashPrefix.count)
        return try revoke(now) { (database) throws(DatabaseError) in
            try database.rows(
                """
                UPDATE sessions SET revoked_at = ?1
                WHERE token_hash BETWEEN ?2 AND ?3 AND revoked_at IS NULL AND expires_at > ?1
                RETURNING \(Session.columns)
                """, .integer(now), .blob(hashPrefix), .blob(end), map: Session.init(row:))
        }
    }

    /// Ends sessions, and with the last one of a snapshot visitor also that person's authorization.
    ///
    /// - Parameter update: ends them, and returns them.
    private func revoke(
        _ now: Int64, _ update: (borrowing Database) throws(DatabaseError) -> [Session]
    ) throws(WeChatError) -> [Session] {
        try transaction { () throws(WeChatError) in
            try attempt { (database) throws(DatabaseError) in
                let ended = try update(database)
                for session in ended where session.userID == nil {
                    try database.execute(
                        """
                        DELETE FROM oauth_grants WHERE app_id = ?1 AND openid = ?2 AND NOT EXISTS (SELECT 1 FROM sessions
                        WHERE user_id IS NULL AND app_id = ?1 AND openid = ?2 AND revoked_at IS NULL AND expires_at > ?3)
                        """, .text(session.appID), Value(session.openid), .integer(now))
                }
                return ended
            }
        }
    }

    /// The live sessions that match the filter, latest first.
    func sessions(_ filter: SessionFilter, now: Int64, limit: Int64) throws(WeChatError) -> [Session] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT \(Session.columns) FROM sessions
                WHERE revoked_at IS NULL AND expires_at > ?1 AND \(SessionFilter.condition)
                ORDER BY created_at DESC, token_hash LIMIT ?5
                """, .integer(now), Value(filter.kind?.rawValue), Value(filter.userID), Value(filter.openid),
                .integer(limit), map: Session.init(row:))
        }
    }

    /// Deletes up to `limit` sessions that ended long ago, and returns how many.
    ///
    /// - Parameters:
    ///   - anonymous: the time for those in which nobody logged in.
    ///   - browsers: those of browsers.
    ///   - others: those of programs, which should be told for a long time that theirs expired.
    package func pruneSessions(
        anonymous: Int64, browsers: Int64, others: Int64, limit: Int64
    ) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions WHERE expires_at < ?1 AND
                (user_id IS NULL OR expires_at < CASE WHEN kind IN ('mini_program', 'wx_auth') THEN ?3 ELSE ?2 END)
                ORDER BY expires_at LIMIT ?4)
                """, .integer(anonymous), .integer(browsers), .integer(others), .integer(limit))
            return database.changes
        }
    }
}

extension SessionFilter {
    /// `?2` is the kind, `?3` the user's id, `?4` the openid.
    fileprivate static let condition =
        "(?2 IS NULL OR kind = ?2) AND (?3 IS NULL OR user_id = ?3) AND (?4 IS NULL OR openid = ?4)"
}

extension Session {
    /// The columns that `init(row:)` reads, in its order.
    fileprivate static let columns =
        "token_hash, kind, user_id, app_id, openid, created_at, expires_at, revoked_at"

    /// Built once: most requests begin with it.
    fileprivate static let selection = "SELECT \(columns) FROM sessions WHERE token_hash = ? AND kind = ?"

    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        guard let kind = SessionKind(rawValue: try row.text(1)) else {
            throw row.mismatch("kind", holds: .text(try row.text(1)), wanted: "a kind of session")
        }
        self.kind = kind
        tokenHash = try row.blob(0)
        userID = try row.optionalInteger(2)
        appID = try row.text(3)
        openid = try row.optionalText(4)
        createdAt = try row.integer(5)
        expiresAt = try row.integer(6)
        revokedAt = try row.optionalInteger(7)
    }
}
