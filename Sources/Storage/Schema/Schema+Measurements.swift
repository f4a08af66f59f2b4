extension Schema {
    /// Measurements, and who may read them besides their owner. `records` has what lists show; what only a report needs
    /// is in another table, so that a person's pages stay small. The table itself is in the order of the lists: a page
    /// of one person's records is read from one place, without sorting, however many records there are. Share tokens
    /// are stored as their SHA-256, and sealed, so that their owner can see them again.
    static let measurements = """
        CREATE TABLE records (
            record_id INTEGER NOT NULL UNIQUE,
            user_id INTEGER NOT NULL REFERENCES users (id),
            created_at INTEGER NOT NULL,
            record_type INTEGER NOT NULL,
            finger INTEGER NOT NULL,
            c0 INTEGER NOT NULL,
            c1 INTEGER NOT NULL,
            c2 INTEGER NOT NULL,
            c3 INTEGER NOT NULL,
            c4 INTEGER NOT NULL,
            c5 INTEGER NOT NULL,
            c6 INTEGER NOT NULL,
            c7 INTEGER NOT NULL,
            heart_rate INTEGER,
            app_heart_rate INTEGER,
            app_highest_heart_rate INTEGER,
            app_lowest_heart_rate INTEGER,
            has_paid INTEGER NOT NULL,
            remark TEXT NOT NULL,
            tags TEXT NOT NULL DEFAULT '',
            report_id TEXT,
            PRIMARY KEY (user_id, created_at DESC, record_id DESC)
        ) WITHOUT ROWID;
        CREATE TABLE record_details (
            record_id INTEGER PRIMARY KEY REFERENCES records (record_id),
            partial_pulse_wave TEXT,
            answers TEXT,
            gender INTEGER,
            birthday TEXT,
            height INTEGER,
            weight INTEGER
        );
        CREATE TABLE record_shares (
            record_id INTEGER PRIMARY KEY REFERENCES records (record_id),
            token_hash BLOB NOT NULL UNIQUE,
            token BLOB NOT NULL,
            created_at INTEGER NOT NULL
        );
        """
}
