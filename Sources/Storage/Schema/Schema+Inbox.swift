extension Schema {
    /// WeChat's pushes, each stored once: `push_key` is the SHA-256 of what identifies one. `content` is the push as
    /// JSON, after decryption. `reply` is what WeChat gets (empty: `success`), NULL until it is known; it is
    /// written before it is sent. Whoever handles a message holds it by `claim`, until `due_at` at most. After that,
    /// and while it waits to be handled later, anybody may take it.
    ///
    /// And what pushes tell about people: since when they follow, since when no longer, and which QR code they scanned
    /// last.
    static let inbox = """
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY,
            app_id TEXT NOT NULL,
            push_key BLOB NOT NULL,
            openid TEXT NOT NULL,
            message_type TEXT NOT NULL,
            content TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            reply TEXT,
            late_reply TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            fault TEXT,
            claim BLOB,
            due_at INTEGER,
            UNIQUE (app_id, push_key)
        );
        CREATE INDEX inbox_by_due ON inbox (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX inbox_by_time ON inbox (received_at);
        ALTER TABLE identities ADD COLUMN subscribed_at INTEGER;
        ALTER TABLE identities ADD COLUMN unsubscribed_at INTEGER;
        ALTER TABLE identities ADD COLUMN scene TEXT;
        ALTER TABLE identities ADD COLUMN scene_at INTEGER;
        """
}
