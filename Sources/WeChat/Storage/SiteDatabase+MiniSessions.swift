internal import SQLite

extension SiteDatabase {
    func miniSession(appID: String, openid: String) throws(WeChatError) -> MiniSession? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                "SELECT * FROM mini_sessions WHERE app_id = ? AND openid = ?", .text(appID), .text(openid),
                map: MiniSession.init(row:))
        }
    }

    /// Keeps the session_key of a person's last login; an older proof stays when there is no new one.
    func replace(_ session: MiniSession) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO mini_sessions (app_id, openid, session_key, unionid, exchanged_at, proved_at, handles_since)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (app_id, openid) DO UPDATE SET session_key = excluded.session_key,
                unionid = COALESCE(excluded.unionid, mini_sessions.unionid),
                exchanged_at = excluded.exchanged_at, proved_at = COALESCE(excluded.proved_at, mini_sessions.proved_at)
                """, .text(session.appID), .text(session.openid), .blob(session.sessionKey),
                Value(session.unionid),
                .integer(session.exchangedAt), Value(session.provedAt), .integer(session.handlesSince))
        }
    }

    /// Voids the proofs and handles of a user's identities.
    func revokeProofs(of userID: Int64, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                UPDATE mini_sessions SET proved_at = NULL, handles_since = ?1 WHERE (app_id, openid) IN
                (SELECT app_id, openid FROM identities WHERE user_id = ?2)
                """, .integer(now + 1), .integer(userID))
        }
    }

    /// The number that a phone code gave, sealed, and whom.
    func phoneCode(hash: [UInt8]) throws(WeChatError) -> SpentPhoneCode? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                "SELECT app_id, openid, phone FROM phone_codes WHERE code_hash = ?", .blob(hash),
                map: SpentPhoneCode.init(row:))
        }
    }

    func insertPhoneCode(hash: [UInt8], _ code: SpentPhoneCode, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                "INSERT INTO phone_codes (code_hash, app_id, openid, phone, spent_at) VALUES (?, ?, ?, ?, ?)",
                .blob(hash), .text(code.appID), .text(code.openid), .blob(code.phone), .integer(now))
        }
    }

    /// Forgets phone codes that were spent before a time, at most `limit`; how many.
    func prunePhoneCodes(spentBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(SQLiteError) in
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
    fileprivate init(row: borrowing Row) throws(SQLiteError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        sessionKey = try row.blob("session_key")
        unionid = try row.optionalText("unionid")
        exchangedAt = try row.integer("exchanged_at")
        provedAt = try row.optionalInteger("proved_at")
        handlesSince = try row.integer("handles_since")
    }
}

extension SpentPhoneCode {
    fileprivate init(row: borrowing Row) throws(SQLiteError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        phone = try row.blob("phone")
    }
}
