extension Schema {
    /// Shares expire, and show what their owner chose (`shows`, see `SharedParts`): a record has one token for each
    /// choice. Older ones expire 30 days after they were made, and show nothing of the owner.
    static let shares = """
        ALTER TABLE record_shares RENAME TO endless_shares;
        CREATE TABLE record_shares (
            record_id INTEGER NOT NULL REFERENCES records (record_id),
            shows TEXT NOT NULL,
            token_hash BLOB NOT NULL UNIQUE,
            token BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (record_id, shows)
        );
        INSERT INTO record_shares SELECT record_id, '', token_hash, token, created_at, created_at + 2592000
        FROM endless_shares;
        DROP TABLE endless_shares;
        CREATE INDEX record_shares_by_expiry ON record_shares (expires_at);
        """
}
