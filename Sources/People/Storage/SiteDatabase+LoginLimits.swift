internal import SQL
internal import Storage
package import WeChat

/// Limits on what somebody without a session can make the database store. The oldest is deleted first; a completed
/// login is never affected.
struct LoginLimits {
    var states: Int64 = 100_000
    /// At most 8 MiB, because none is longer than 2 KiB.
    var addresses: Int64 = 4096
    /// Rows deleted per enforcement at most: other writers wait for it. It is more than arrive between two.
    var most: Int64 = 256

    /// Whether to enforce them now: for one state in 64, by its hash, which is random.
    func areDue(_ stateHash: [UInt8]) -> Bool { (stateHash.first ?? 0) & 63 == 0 }
}

extension SiteDatabase {
    /// Deletes the oldest ones beyond the limits. Counting takes milliseconds when there are many (5 for 100,000), so
    /// it does not belong in a transaction for which other writers would wait. Two programs that do it at once may
    /// delete a few more.
    func enforce(_ limits: LoginLimits) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            let states = try database.excess(LoginLimits.pending, over: limits.states, most: limits.most)
            if states > 0 { try database.execute(LoginLimits.deletePending, .integer(states)) }
            let addresses = try database.excess(LoginLimits.addresses, over: limits.addresses, most: limits.most)
            if addresses > 0 { try database.execute(LoginLimits.deleteAddresses, .integer(addresses)) }
        }
    }

    /// Stores a return address, or records that one more login uses it.
    func keepAddress(_ address: String, hash: [UInt8], now: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO login_addresses (address_hash, address, used_at) VALUES (?, ?, ?)
                ON CONFLICT (address_hash) DO UPDATE SET used_at = excluded.used_at
                WHERE login_addresses.used_at < excluded.used_at
                """, .blob(hash), .text(address), .integer(now))
        }
    }

    /// Deletes up to `limit` addresses with which no login has begun since a time, and returns how many.
    package func pruneLoginAddresses(usedBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM login_addresses WHERE address_hash IN
                (SELECT address_hash FROM login_addresses WHERE used_at < ? ORDER BY used_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

/// The statements of the limits; each reads an index and never the table.
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
    /// How many rows a query has beyond `limit`, counted up to `most`.
    fileprivate func excess(_ query: String, over limit: Int64, most: Int64) throws(DatabaseError) -> Int64 {
        let excess = try value("SELECT COUNT(*) FROM (\(query) LIMIT ? OFFSET ?)", .integer(most), .integer(limit))
        guard case .integer(let excess) = excess else { return 0 }
        return excess
    }
}
