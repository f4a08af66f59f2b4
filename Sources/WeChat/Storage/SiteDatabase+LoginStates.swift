internal import SQLite

extension SiteDatabase {
    func loginState(_ kind: SessionKind, stateHash: [UInt8]) throws(WeChatError) -> LoginState? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                """
                SELECT state_hash, kind, return_url, scope, browser_hash, created_at, expires_at, used_at, code_hash,
                client_hash, session_hash, outcome FROM login_states WHERE state_hash = ? AND kind = ?
                """, .blob(stateHash), .text(kind.rawValue)
            ) { (row) throws(SQLiteError) in try LoginState(row: row, kind: kind) }
        }
    }

    func insert(_ state: LoginState) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO login_states (state_hash, kind, return_url, scope, browser_hash, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, .blob(state.stateHash), .text(state.kind.rawValue), .text(state.returnURL),
                .text(state.scope.rawValue), Value(state.browserHash), .integer(state.createdAt),
                .integer(state.expiresAt))
        }
    }

    /// Keeps how a login ended.
    func complete(_ state: LoginState) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                UPDATE login_states SET used_at = ?, code_hash = ?, client_hash = ?, session_hash = ?, outcome = ?
                WHERE state_hash = ?
                """, Value(state.usedAt), Value(state.codeHash), Value(state.clientHash), Value(state.sessionHash),
                Value(state.outcome),
                .blob(state.stateHash))
        }
    }

    /// Has the logins that were begun under one session go on under the one that takes its place.
    func rebindLoginStates(_ kind: SessionKind, from old: [UInt8], to new: [UInt8]) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                "UPDATE login_states SET browser_hash = ? WHERE browser_hash = ? AND kind = ? AND used_at IS NULL",
                .blob(new), .blob(old), .text(kind.rawValue))
        }
    }

    /// Forgets states that expired before a time, at most `limit`; how many.
    func pruneLoginStates(expiredBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                DELETE FROM login_states WHERE state_hash IN
                (SELECT state_hash FROM login_states WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

extension LoginState {
    fileprivate init(row: borrowing Row, kind: SessionKind) throws(SQLiteError) {
        self.kind = kind
        stateHash = try row.blob("state_hash")
        returnURL = try row.text("return_url")
        scope = OAuthScope(rawValue: try row.text("scope")) ?? .base
        browserHash = try row.optionalBlob("browser_hash")
        createdAt = try row.integer("created_at")
        expiresAt = try row.integer("expires_at")
        usedAt = try row.optionalInteger("used_at")
        codeHash = try row.optionalBlob("code_hash")
        clientHash = try row.optionalBlob("client_hash")
        sessionHash = try row.optionalBlob("session_hash")
        outcome = try row.optionalBlob("outcome")
    }
}
