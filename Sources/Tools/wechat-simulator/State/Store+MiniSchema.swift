/// What mini programs know about people.
extension Store {
    /// All times are Unix seconds of the simulator's clock.
    static let miniTables = """
        ALTER TABLE people ADD COLUMN phone TEXT;
        ALTER TABLE people ADD COLUMN country_code INTEGER NOT NULL DEFAULT 86;
        ALTER TABLE people ADD COLUMN is_high_risk INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE mini_codes(
            code TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('login', 'phone')),
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            is_used INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE session_keys(
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            session_key TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            PRIMARY KEY (appid, person)
        ) STRICT;
        CREATE TABLE person_uses(
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            path TEXT NOT NULL,
            minute INTEGER NOT NULL,           -- the number of the minute that is counted
            count INTEGER NOT NULL,
            PRIMARY KEY (appid, person, path)
        ) STRICT;
        """

    /// One number is foreign; people who are not named here have none.
    static let firstPhones = """
        UPDATE people SET country_code = iif(id = 'stranger', 61, 86), phone = CASE id
            WHEN 'xiaoming' THEN '13580006666' WHEN 'emoji' THEN '13800138000' WHEN 'script' THEN '13900139000'
            WHEN 'stranger' THEN '412345678' WHEN 'loner' THEN '13700137000' END
        """
}
