internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Stores a share unless the record has one that shows the same.
    ///
    /// - Returns: the valid token, sealed.
    func keep(_ share: RecordShare) throws(WeChatError) -> [UInt8] {
        let token = try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO record_shares (\(RecordShare.columns)) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (record_id, shows) DO NOTHING
                """, .integer(share.recordID), .text(share.shows.text), .blob(share.tokenHash), .blob(share.token),
                .integer(share.createdAt), .integer(share.expiresAt))
            return try database.row(
                "SELECT token FROM record_shares WHERE record_id = ? AND shows = ?", .integer(share.recordID),
                .text(share.shows.text)
            ) { (row) throws(DatabaseError) in try row.blob(0) }
        }
        guard let token else {
            throw .storage(StorageFault("the share of record \(share.recordID) was deleted meanwhile"))
        }
        return token
    }

    /// A record's share that shows these parts, in whatever state.
    func share(of recordID: Int64, showing parts: SharedParts) throws(WeChatError) -> RecordShare? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT \(RecordShare.columns) FROM record_shares WHERE record_id = ? AND shows = ?",
                .integer(recordID), .text(parts.text), map: RecordShare.init(row:))
        }
    }

    /// The share of a token, in whatever state.
    func share(tokenHash: [UInt8]) throws(WeChatError) -> RecordShare? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT \(RecordShare.columns) FROM record_shares WHERE token_hash = ?", .blob(tokenHash),
                map: RecordShare.init(row:))
        }
    }

    /// Replaces a token that expired or can no longer be opened, unless somebody else did.
    func replace(_ sealed: [UInt8], with share: RecordShare) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE record_shares SET token_hash = ?, token = ?, created_at = ?, expires_at = ?
                WHERE record_id = ? AND shows = ? AND token = ?
                """, .blob(share.tokenHash), .blob(share.token), .integer(share.createdAt), .integer(share.expiresAt),
                .integer(share.recordID), .text(share.shows.text), .blob(sealed))
        }
    }

    /// Extends a share. One that was revoked meanwhile stays so.
    func extend(_ share: RecordShare, until expiresAt: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "UPDATE record_shares SET expires_at = ? WHERE token_hash = ?", .integer(expiresAt),
                .blob(share.tokenHash))
        }
    }

    /// The live shares that match the filter, latest first.
    func shares(_ filter: ShareFilter, now: Int64, limit: Int64) throws(WeChatError) -> [RecordShare] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT \(RecordShare.columns) FROM record_shares WHERE expires_at > ?1
                AND (?2 IS NULL OR record_id = ?2)
                AND (?3 IS NULL OR record_id IN (SELECT record_id FROM records WHERE user_id = ?3))
                ORDER BY created_at DESC, token_hash LIMIT ?4
                """, .integer(now), Value(filter.recordID), Value(filter.userID), .integer(limit),
                map: RecordShare.init(row:))
        }
    }

    package func isShared(_ recordID: Int64, now: Int64) throws(WeChatError) -> Bool {
        try !shares(ShareFilter(recordID: recordID), now: now, limit: 1).isEmpty
    }

    /// Ends the shares that match the filter, and returns how many.
    func deleteShares(_ filter: ShareFilter) throws(WeChatError) -> Int {
        let (first, last) = filter.hashRange
        return try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM record_shares WHERE token_hash BETWEEN ?1 AND ?2 AND (?3 IS NULL OR record_id = ?3)
                AND (?4 IS NULL OR record_id IN (SELECT record_id FROM records WHERE user_id = ?4))
                """, .blob(first), .blob(last), Value(filter.recordID), Value(filter.userID))
            return database.changes
        }
    }

    /// Deletes up to `limit` shares that ended before a time, and returns how many.
    package func pruneShares(endedBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM record_shares WHERE token_hash IN
                (SELECT token_hash FROM record_shares WHERE expires_at < ? ORDER BY expires_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}

extension ShareFilter {
    /// The range of hashes that the filter matches.
    fileprivate var hashRange: (first: [UInt8], last: [UInt8]) {
        let rest = 32 - hashPrefix.count
        return (hashPrefix + [UInt8](repeating: 0, count: rest), hashPrefix + [UInt8](repeating: 0xFF, count: rest))
    }
}

extension RecordShare {
    /// The columns that `init(row:)` reads, in its order.
    fileprivate static let columns = "record_id, shows, token_hash, token, created_at, expires_at"

    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        recordID = try row.integer(0)
        guard let shows = SharedParts(text: try row.text(1)) else {
            throw row.mismatch("shows", holds: .text(try row.text(1)), wanted: "names of what a share shows")
        }
        self.shows = shows
        tokenHash = try row.blob(2)
        token = try row.blob(3)
        createdAt = try row.integer(4)
        expiresAt = try row.integer(5)
    }
}
