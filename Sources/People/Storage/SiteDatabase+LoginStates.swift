internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    func loginState(_ kind: SessionKind, stateHash: [UInt8]) throws(WeChatError) -> LoginState? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                SELECT state_hash, COALESCE(address, return_url) AS return_url, scope, browser_hash, created_at, expires_at,
                login_states.used_at, code_hash, client_hash, session_hash, outcome FROM login_states
                LEFT JOIN login_addresses ON login_addresses.address_hash = login_states.address_hash
                WHERE state_hash = ? AND kind = ?
                """, .blob(stateHash), .text(kind.rawValue)
            ) { (row) throws(DatabaseError) in try LoginState(row: row, kind: kind) }
        }
    }

    /// Stores an incomplete login, with its address in another table, so that a row is small however long the address
    /// is. Now and then the oldest of both are deleted.
    func insert(_ state: LoginState, keeping limits: LoginLimits = LoginLimits()) throws(WeChatError) {
        let addressHash = try Fingerprint.of(state.returnURL)
        try transaction { () throws(WeChatError) in
            try keepAddress(state.returnURL, hash: addressHash, now: state.createdAt)
            try attempt { (database) throws(DatabaseError) in
                try database.execute(
                    """
                    INSERT INTO login_states (state_hash, kind, return_url, address_hash, scope, browser_hash,
                    session_hash, created_at, expires_at) VALUES (?, ?, '', ?, ?, ?, ?, ?, ?)
                    """, .blob(state.stateHash), .text(state.kind.rawValue), .blob(addressHash),
                    .text(state.scope.rawValue), Value(state.browserMark), Value(state.sessionMark),
                    .integer(state.createdAt), .integer(state.expiresAt))
            }
        }
        if limits.areDue(state.stateHash) { try enforce(limits) }
    }

    /// Stores how a login ended, whether it was in the database or in its own state. From now on it needs no stored
    /// address, and no limit affects it.
    func complete(_ state: LoginState) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO login_states (state_hash, kind, return_url, scope, browser_hash, created_at, expires_at,
                used_at, code_hash, client_hash, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (state_hash) DO UPDATE SET return_url = excluded.return_url, address_hash = NULL,
                used_at = excluded.used_at, code_hash = excluded.code_hash, client_hash = excluded.client_hash,
                outcome = excluded.outcome
                """, .blob(state.stateHash), .text(state.kind.rawValue), .text(state.returnURL),
                .text(state.scope.rawValue), Value(state.browserMark), .integer(state.createdAt),
                .integer(state.expiresAt), Value(state.usedAt), Value(state.codeHash), Value(state.clientHash),
                Value(state.outcome))
        }
    }

    /// Deletes up to `limit` states that expired before a time, and returns how many.
    package func pruneLoginStates(expiredBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
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
    fileprivate init(row: borrowing Row, kind: SessionKind) throws(DatabaseError) {
        self.kind = kind
        stateHash = try row.blob("state_hash")
        returnURL = try row.text("return_url")
        scope = OAuthScope(rawValue: try row.text("scope")) ?? .base
        browserMark = try row.optionalBlob("browser_hash").map { Array($0.prefix(LoginState.markLength)) }
        sessionMark = try row.optionalBlob("session_hash").map { Array($0.prefix(LoginState.markLength)) }
        createdAt = try row.integer("created_at")
        expiresAt = try row.integer("expires_at")
        usedAt = try row.optionalInteger("used_at")
        codeHash = try row.optionalBlob("code_hash")
        clientHash = try row.optionalBlob("client_hash")
        outcome = try row.optionalBlob("outcome")
    }
}
