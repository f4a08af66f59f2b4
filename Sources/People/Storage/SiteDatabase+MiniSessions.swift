internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    func miniSession(appID: String, openid: String) throws(WeChatError) -> MiniSession? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM mini_sessions WHERE app_id = ? AND openid = ?", .text(appID), .text(openid),
                map: MiniSession.init(row:))
        }
    }

    /// Stores the session_key of a person's last login; an older proof stays if there is no new one.
    func replace(_ session: MiniSession) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO mini_sessions (app_id, openid, session_key, unionid, exchanged_at, proved_at, prover_hash,
                handles_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (app_id, openid) DO UPDATE SET session_key = excluded.session_key,
                unionid = COALESCE(excluded.unionid, mini_sessions.unionid),
                exchanged_at = excluded.exchanged_at, proved_at = COALESCE(excluded.proved_at, mini_sessions.proved_at),
                prover_hash = COALESCE(excluded.prover_hash, mini_sessions.prover_hash)
                """, .text(session.appID), .text(session.openid), .blob(session.sessionKey),
                Value(session.unionid),
                .integer(session.exchangedAt), Value(session.provedAt), Value(session.proverMark),
                .integer(session.handlesSince))
        }
    }

    /// Uses up the proof of an exchange, if it still proves the openid to that client.
    ///
    /// - Returns: false when it does not.
    func spendProof(
        appID: String, openid: String, prover: [UInt8], exchangedIn times: ClosedRange<Int64>
    ) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE mini_sessions SET proved_at = NULL, prover_hash = NULL
                WHERE app_id = ? AND openid = ? AND prover_hash = ? AND proved_at BETWEEN ? AND ?
                """, .text(appID), .text(openid), .blob(prover), .integer(times.lowerBound), .integer(times.upperBound))
            return database.changes == 1
        }
    }

    /// Voids the recent exchanges and handles of the people who match a filter.
    ///
    /// - Returns: the number of people.
    func revokeProofs(_ filter: SessionFilter, now: Int64) throws(WeChatError) -> Int {
        guard filter.kind == nil || filter.kind == .wxAuth else { return 0 }
        return try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE mini_sessions SET proved_at = NULL, prover_hash = NULL, handles_since = ?1
                WHERE (?2 IS NULL OR openid = ?2) AND (?3 IS NULL OR (app_id, openid) IN
                (SELECT app_id, openid FROM identities WHERE user_id = ?3))
                """, .integer(now + 1), Value(filter.openid), Value(filter.userID))
            return database.changes
        }
    }

    /// The number for a used phone code, sealed, and who used it.
    func phoneCode(hash: [UInt8]) throws(WeChatError) -> SpentPhoneCode? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT app_id, openid, phone FROM phone_codes WHERE code_hash = ?", .blob(hash),
                map: SpentPhoneCode.init(row:))
        }
    }

    func insertPhoneCode(hash: [UInt8], _ code: SpentPhoneCode, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO phone_codes (code_hash, app_id, openid, phone, spent_at) VALUES (?, ?, ?, ?, ?)",
                .blob(hash), .text(code.appID), .text(code.openid), .blob(code.phone), .integer(now))
        }
    }

    /// Deletes up to `limit` phone codes that were used before a time, and returns how many.
    package func prunePhoneCodes(spentBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM phone_codes WHERE code_hash IN
                (SELECT code_hash FROM phone_codes WHERE spent_at < ? ORDER BY spent_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

extension MiniSession {
    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        sessionKey = try row.blob("session_key")
        unionid = try row.optionalText("unionid")
        exchangedAt = try row.integer("exchanged_at")
        provedAt = try row.optionalInteger("proved_at")
        proverMark = try row.optionalBlob("prover_hash")
        handlesSince = try row.integer("handles_since")
    }
}

extension SpentPhoneCode {
    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        phone = try row.blob("phone")
    }
}
