extension Schema {
    /// Up to when the inbox has forgotten messages: earlier ones must not be taken for new. And what pushes dated in
    /// the year 9999 told about people is deleted, since nothing later could change it.
    static let inboxMemory = """
        CREATE TABLE inbox_memory (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            pruned_before INTEGER NOT NULL
        );
        UPDATE identities SET subscribed_at = NULL WHERE subscribed_at > unixepoch() + 300;
        UPDATE identities SET unsubscribed_at = NULL WHERE unsubscribed_at > unixepoch() + 300;
        UPDATE identities SET scene_at = NULL WHERE scene_at > unixepoch() + 300;
        """
}
