internal import SQLite

/// How much the database holds of what somebody without a session can begin. The oldest goes first; a login that was
/// completed never goes by these limits.
struct LoginLimits {
    var states: Int64 = 100_000
    /// At most 8 MiB, since none is longer than 2 KiB.
    var addresses: Int64 = 4096
    /// Rows that one enforcement deletes at most: other writers wait for it. More than come in between two.
    var most: Int64 = 256

    /// Whether it is time to enforce them: for one state in 64, by its hash, which is random.
    func areDue(_ stateHash: [UInt8]) -> Bool { (stateHash.first ?? 0) & 63 == 0 }
}

extension SiteDatabase {
    /// Deletes the oldest that are too many. Counting them takes milliseconds when there are many (5 for 100,000), so
    /// it is not for a transaction, in which other writers would wait: two programs that do it at once may delete some
    /// more.
    func enforce(_ limits: LoginLimits) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            let states = try database.excess(LoginLimits.pending, over: limits.states, most: limits.most)
            if states > 0 { try database.execute(LoginLimits.deletePending, .integer(states)) }
            let addresses = try database.excess(LoginLimits.addresses, over: limits.addresses, most: limits.most)
            if addresses > 0 { try database.execute(LoginLimits.deleteAddresses, .integer(addresses)) }
        }
    }

    /// Keeps an address that a login returns to, or notes that one more does.
    func keepAddress(_ address: String, hash: [UInt8], now: Int64) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO login_addresses (address_hash, address, used_at) VALUES (?, ?, ?)
                ON CONFLICT (address_hash) DO UPDATE SET used_at = excluded.used_at
                WHERE login_addresses.used_at < excluded.used_at
                """, .blob(hash), .text(address), .integer(now))
        }
    }

    /// Forgets addresses that no login was begun with since a time, at most `limit`; how many.
    func pruneLoginAddresses(usedBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                DELETE FROM login_addresses WHERE address_hash IN
                (SELECT address_hash FROM login_addresses WHERE used_at < ? ORDER BY used_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

/// Their statements; each reads an index and never the table.
extension LoginLimits {
    static let pending = "SELECT created_at FROM login_states WHERE used_at IS NULL"
    static let addresses = "SELECT used_at FROM login_addresses"
    static let deletePending = """
        DELETE FROM login_states WHERE state_hash IN
        (SELECT state_hash FROM login_states WHERE used_at IS NULL ORDER BY created_at LIMIT ?)
        """
    static let deleteAddresses = """
        DELETE FROM login_addresses WHERE address_hash IN
        (SELECT address_hash FROM login_addresses ORDER BY used_at LIMIT ?)
        """
}

extension Database {
    /// How many rows a query gives beyond `limit`, counted up to `most`.
    fileprivate func excess(_ query: String, over limit: Int64, most: Int64) throws(SQLiteError) -> Int64 {
        let excess = try value("SELECT COUNT(*) FROM (\(query) LIMIT ? OFFSET ?)", .integer(most), .integer(limit))
        guard case .integer(let excess) = excess else { return 0 }
        return excess
    }
}
