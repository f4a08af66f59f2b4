import SQL
import SQLite

extension Store {
    /// Restores the initial state.
    func reset() throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            for table in Store.tablesWithState {
                try database.execute("DELETE FROM \(table)")
            }
            try database.execute(Store.firstAccounts)
            try database.execute(Store.firstDomain)
            try database.execute(Store.firstPeople)
            try database.execute(Store.firstPhones)
            try database.execute(Store.firstTemplates)
            try database.execute(Store.newcomer)
        }
    }

    static let migrations = [
        Migration(1, tables), Migration(2, firstAccounts), Migration(3, webTables),
        Migration(4, firstDomain + ";" + firstPeople), Migration(5, miniTables), Migration(6, firstPhones),
        Migration(7, pushTables), Migration(8, messageTables), Migration(9, firstTemplates + ";" + newcomer),
    ]

    private static let tablesWithState = [
        "accounts", "tokens", "tickets", "uses", "faults", "calls", "clock", "people", "oauth_codes", "web_grants",
        "web_tokens", "media", "mini_codes", "session_keys", "person_uses", "gateways", "pushes", "tries",
        "menus", "acts", "sent", "templates", "subscriptions", "qrcodes", "pictures",
    ]

    private static let firstAccounts = """
        INSERT INTO accounts(appid, kind, name, secret, is_frozen, asks_ip) VALUES
            ('wx0000000000000001', 'official_account', '示例公众号', '00000000000000000000000000000001', 0, 0),
            ('wx0000000000000002', 'mini_program', '示例小程序', '00000000000000000000000000000002', 0, 0)
        """

    /// All times are Unix seconds of the simulator's clock.
    private static let tables = """
        CREATE TABLE accounts(
            appid TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('official_account', 'mini_program')),
            name TEXT NOT NULL,
            secret TEXT NOT NULL,
            allowed_ips TEXT,                  -- a JSON array; NULL: any address may ask for tokens
            is_frozen INTEGER NOT NULL,
            asks_ip INTEGER NOT NULL,
            forced_at INTEGER                  -- the last time that force_refresh made a new token
        ) STRICT;
        CREATE TABLE tokens(
            token TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('token', 'stable')),
            expires_at INTEGER NOT NULL,
            retires_at INTEGER                 -- from when on it is "not latest"; NULL: it is the latest
        ) STRICT;
        CREATE UNIQUE INDEX latest_token ON tokens(appid, kind) WHERE retires_at IS NULL;
        CREATE TABLE tickets(
            appid TEXT NOT NULL,
            type TEXT NOT NULL,
            ticket TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (appid, type)
        ) STRICT;
        CREATE TABLE uses(
            appid TEXT NOT NULL,
            quota TEXT NOT NULL,
            period INTEGER NOT NULL,           -- the number of the day or minute that is counted
            count INTEGER NOT NULL,
            PRIMARY KEY (appid, quota)
        ) STRICT;
        CREATE TABLE faults(
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,                -- '*': every path
            name TEXT NOT NULL,
            seconds REAL NOT NULL,
            times INTEGER NOT NULL             -- how many calls are left; -1: all
        ) STRICT;
        CREATE TABLE calls(
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            method TEXT NOT NULL,
            path TEXT NOT NULL,
            appid TEXT,
            errcode INTEGER,
            fault TEXT,
            pid INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE clock(offset INTEGER NOT NULL) STRICT;
        """
}
