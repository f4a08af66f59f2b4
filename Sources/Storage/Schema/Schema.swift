internal import SQL
internal import SQLite

/// The database's tables, migration by migration. A released migration is never changed; the next one corrects it.
enum Schema {
    static let migrations = [
        Migration(1, people), Migration(2, logins), Migration(3, miniPrograms), Migration(4, proofs),
        Migration(5, measurements), Migration(6, inbox), Migration(7, loginAddresses), Migration(8, boundProofs),
        Migration(9, inboxMemory), Migration(10, shares),
        Migration(11, statedGender, undo: "ALTER TABLE users DROP COLUMN stated_gender;"),
        Migration(12, mergedUsers, undo: "DROP INDEX user_merges_by_merged;"),
        Migration(13, storedReplies, undo: storedRepliesUndone),
    ]

    /// The users of the site, and the WeChat identities by which they are known. One person may have several: the same
    /// unionid in two apps is one user. Times are Unix seconds.
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

    /// Profiles, and what web logins leave behind. Ids that browsers send are stored as their SHA-256, WeChat's tokens
    /// sealed (see `KeyRing`).
    private static let logins = """
        ALTER TABLE users ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN nickname TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN avatar_url TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN gender INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN country TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN province TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN city TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
        ALTER TABLE identities ADD COLUMN is_snapshot INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE user_merges (
            id INTEGER PRIMARY KEY,
            kept_user_id INTEGER NOT NULL,
            merged_user_id INTEGER NOT NULL,
            unionid TEXT NOT NULL,
            merged_at INTEGER NOT NULL
        );
        CREATE TABLE sessions (
            token_hash BLOB PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            user_id INTEGER REFERENCES users (id),
            app_id TEXT NOT NULL,
            openid TEXT,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            revoked_at INTEGER
        );
        CREATE INDEX sessions_by_user ON sessions (user_id);
        CREATE INDEX sessions_by_expiry ON sessions (expires_at);
        CREATE TABLE login_states (
            state_hash BLOB PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            return_url TEXT NOT NULL,
            scope TEXT NOT NULL,
            browser_hash BLOB,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER,
            code_hash BLOB,
            session_hash BLOB,
            outcome BLOB
        );
        CREATE INDEX login_states_by_expiry ON login_states (expires_at);
        CREATE TABLE oauth_grants (
            app_id TEXT NOT NULL,
            openid TEXT NOT NULL,
            scope TEXT NOT NULL,
            access_token BLOB NOT NULL,
            refresh_token BLOB NOT NULL,
            access_expires_at INTEGER NOT NULL,
            renew_after INTEGER NOT NULL DEFAULT 0,
            granted_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (app_id, openid)
        );
        CREATE INDEX oauth_grants_by_access_expiry ON oauth_grants (access_expires_at);
        CREATE INDEX oauth_grants_by_expiry ON oauth_grants (expires_at);
        """

    /// What mini programs add: phone numbers and registration, session keys (sealed), and phone codes, which are billed
    /// and work once, with their numbers (sealed).
    private static let miniPrograms = """
        ALTER TABLE users ADD COLUMN username TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN phone TEXT NOT NULL DEFAULT '';
        ALTER TABLE users ADD COLUMN is_phone_verified INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN birthday TEXT;
        ALTER TABLE users ADD COLUMN registered_at INTEGER;
        CREATE TABLE mini_sessions (
            app_id TEXT NOT NULL,
            openid TEXT NOT NULL,
            session_key BLOB NOT NULL,
            exchanged_at INTEGER NOT NULL,
            proved_at INTEGER,
            handles_since INTEGER NOT NULL,
            PRIMARY KEY (app_id, openid)
        );
        CREATE TABLE phone_codes (
            code_hash BLOB PRIMARY KEY NOT NULL,
            app_id TEXT NOT NULL,
            openid TEXT NOT NULL,
            phone BLOB NOT NULL,
            spent_at INTEGER NOT NULL
        );
        CREATE INDEX phone_codes_by_time ON phone_codes (spent_at);
        """

    /// The client that completed a login, and the unionid that came with a mini program's code.
    private static let proofs = """
        ALTER TABLE login_states ADD COLUMN client_hash BLOB;
        ALTER TABLE mini_sessions ADD COLUMN unionid TEXT;
        """
}
