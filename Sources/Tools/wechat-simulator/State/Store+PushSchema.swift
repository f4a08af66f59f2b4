/// Messages and events on their way to gateways.
extension Store {
    /// `at` is in Unix seconds of the simulator's clock.
    static let pushTables = """
        CREATE TABLE gateways(
            appid TEXT PRIMARY KEY,
            url TEXT,                          -- NULL: the first of the site beside
            token TEXT NOT NULL,
            encoding_aes_key TEXT NOT NULL,
            mode TEXT NOT NULL CHECK (mode IN ('plain', 'compatible', 'encrypted')),
            format TEXT NOT NULL CHECK (format IN ('xml', 'json')),
            original_id TEXT NOT NULL,
            timeout REAL NOT NULL,
            marks_failure INTEGER NOT NULL,
            lost INTEGER NOT NULL,             -- pushes in a row
            stopped_until INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE pushes(
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- not given anew: a program may still be busy with a forgotten push
            at INTEGER NOT NULL,
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            openid TEXT NOT NULL,
            kind TEXT NOT NULL,
            summary TEXT NOT NULL,
            is_message INTEGER NOT NULL,
            url TEXT NOT NULL,
            mode TEXT NOT NULL,
            format TEXT NOT NULL,
            body TEXT NOT NULL,
            copies INTEGER NOT NULL,
            damage TEXT,
            state TEXT NOT NULL CHECK (state IN ('sending', 'accepted', 'lost', 'withheld')),
            copies_left INTEGER NOT NULL,      -- on their way
            copies_lost INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE tries(
            push INTEGER NOT NULL,
            copy INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            started REAL NOT NULL,
            seconds REAL NOT NULL,
            query TEXT NOT NULL,
            body TEXT NOT NULL,
            status INTEGER,
            answer TEXT NOT NULL,
            is_accepted INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            shown TEXT,
            PRIMARY KEY (push, copy, number)
        ) STRICT;
        """
}
