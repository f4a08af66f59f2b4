internal import SQLite

/// The database's tables, one migration after another. A migration that was released is never changed: the next one
/// mends it.
enum Schema {
    static let migrations = [Migration(1, people)]

    /// Who uses the site, and by which WeChat identities they are known. One person may have several: the same unionid on
    /// two apps is one user. Times are Unix seconds.
    private static let people = """
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            created_at INTEGER NOT NULL
        );
        CREATE TABLE identities (
            app_id TEXT NOT NULL,
            openid TEXT NOT NULL,
            unionid TEXT,
            user_id INTEGER NOT NULL REFERENCES users (id),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, openid)
        );
        CREATE INDEX identities_by_user ON identities (user_id);
        CREATE INDEX identities_by_unionid ON identities (unionid) WHERE unionid IS NOT NULL;
        """
}
