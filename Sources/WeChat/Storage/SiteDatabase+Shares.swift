internal import SQLite

/// The permission to read one record's report.
struct RecordShare {
    let recordID: Int64
    let tokenHash: [UInt8]
    /// The token, sealed.
    let token: [UInt8]
    /// Unix seconds.
    let createdAt: Int64
}

extension SiteDatabase {
    /// Keeps a share unless the record has one.
    ///
    /// - Returns: the token, sealed, that the record has now.
    func keep(_ share: RecordShare) throws(WeChatError) -> [UInt8] {
        let token = try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                INSERT INTO record_shares (record_id, token_hash, token, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (record_id) DO NOTHING
                """, .integer(share.recordID), .blob(share.tokenHash), .blob(share.token), .integer(share.createdAt))
            return try sharedToken(share.recordID, database)
        }
        guard let token else { throw .storage("the share of record \(share.recordID) went away") }
        return token
    }

    /// The sealed token of a record's share; nil when it is not shared.
    package func sharedToken(_ recordID: Int64) throws(WeChatError) -> [UInt8]? {
        try attempt { (database) throws(SQLiteError) in try sharedToken(recordID, database) }
    }

    /// Puts another token in the place of one that cannot be opened any more, unless somebody else did.
    func replace(_ sealed: [UInt8], with share: RecordShare) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                "UPDATE record_shares SET token_hash = ?, token = ?, created_at = ? WHERE record_id = ? AND token = ?",
                .blob(share.tokenHash), .blob(share.token), .integer(share.createdAt), .integer(share.recordID),
                .blob(sealed))
        }
    }

    /// The record that a token shows; nil when it shows none.
    func sharedRecord(tokenHash: [UInt8]) throws(WeChatError) -> Int64? {
        try attempt { (database) throws(SQLiteError) in
            try database.row("SELECT record_id FROM record_shares WHERE token_hash = ?", .blob(tokenHash)) {
                (row) throws(SQLiteError) in try row.integer(0)
            }
        }
    }

    private func sharedToken(_ recordID: Int64, _ database: borrowing Database) throws(SQLiteError) -> [UInt8]? {
        try database.row("SELECT token FROM record_shares WHERE record_id = ?", .integer(recordID)) {
            (row) throws(SQLiteError) in try row.blob(0)
        }
    }
}
