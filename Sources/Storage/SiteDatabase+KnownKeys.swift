package import Site
internal import SQL
internal import SQLite
package import WeChat

/// The keys that belong to the database, so that a lost or foreign keys folder can be distinguished from the right one.
///
/// The table is not a numbered migration: programs do without it, and only `wechatctl` reads and writes it.
extension SiteDatabase {
    /// The marks of the keys of one purpose that the database knows.
    ///
    /// - Returns: the keys' ids, 4 bytes each, and their marks (see `KeyFile.marks`).
    package func knownKeys(_ purpose: KeyFile.Purpose) throws(WeChatError) -> [(id: [UInt8], mark: [UInt8])] {
        try attempt { (database) throws(DatabaseError) in
            guard try database.value("SELECT 1 FROM sqlite_schema WHERE name = 'known_keys'") != nil else { return [] }
            return try database.rows(
                "SELECT key_id, mark FROM known_keys WHERE purpose = ? ORDER BY key_id", .text(purpose.rawValue)
            ) { (row) throws(DatabaseError) in (try row.blob("key_id"), try row.blob("mark")) }
        }
    }

    /// Makes the database know these keys of one purpose, and no others.
    package func replaceKnownKeys(
        _ purpose: KeyFile.Purpose, with keys: [(id: [UInt8], mark: [UInt8])]
    ) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.transaction { () throws(DatabaseError) in
                try database.execute(
                    """
                    CREATE TABLE IF NOT EXISTS known_keys (
                        purpose TEXT NOT NULL,
                        key_id BLOB NOT NULL,
                        mark BLOB NOT NULL,
                        UNIQUE (purpose, key_id, mark)
                    )
                    """)
                try database.execute("DELETE FROM known_keys WHERE purpose = ?", .text(purpose.rawValue))
                for key in keys {
                    try database.execute(
                        "INSERT OR IGNORE INTO known_keys (purpose, key_id, mark) VALUES (?, ?, ?)",
                        .text(purpose.rawValue), .blob(key.id), .blob(key.mark))
                }
            }
        }
    }

    /// The ids of the sealing keys needed to read the database's rows, and how many rows need each.
    package func sealingKeysInUse() throws(WeChatError) -> [(id: [UInt8], rows: Int64)] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT substr(sealed, 2, 4) AS key_id, COUNT(*) AS number FROM (
                    SELECT refresh_token AS sealed FROM oauth_grants UNION ALL SELECT session_key FROM mini_sessions
                    UNION ALL SELECT phone FROM phone_codes UNION ALL SELECT token FROM record_shares
                ) WHERE length(sealed) > 4 GROUP BY key_id ORDER BY key_id
                """
            ) { (row) throws(DatabaseError) in (try row.blob("key_id"), try row.integer("number")) }
        }
    }
}
