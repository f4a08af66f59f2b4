/// What people grant to web sites, and what they send.
extension Store {
    /// All times are Unix seconds of the simulator's clock.
    static let webTables = """
        ALTER TABLE accounts ADD COLUMN redirect_domain TEXT;
        ALTER TABLE accounts ADD COLUMN asks_userinfo INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE accounts ADD COLUMN is_bound INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE accounts ADD COLUMN tells_profile INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE people(
            id TEXT PRIMARY KEY,
            nickname TEXT NOT NULL,
            sex INTEGER NOT NULL,              -- 0: not told, 1: male, 2: female
            province TEXT NOT NULL,
            city TEXT NOT NULL,
            country TEXT NOT NULL,
            headimgurl TEXT NOT NULL,
            privilege TEXT NOT NULL,           -- a JSON array
            language TEXT NOT NULL,
            unionid TEXT,
            follows INTEGER NOT NULL,
            subscribe_time INTEGER NOT NULL,
            is_snapshot INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE oauth_codes(
            code TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            scope TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            is_used INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE web_grants(
            refresh_token TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            scope TEXT NOT NULL,
            expires_at INTEGER NOT NULL,
            is_void INTEGER NOT NULL           -- the person changed the password
        ) STRICT;
        CREATE TABLE web_tokens(
            token TEXT PRIMARY KEY,
            refresh_token TEXT NOT NULL,       -- the grant it belongs to
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX web_tokens_of_grant ON web_tokens(refresh_token);
        CREATE TABLE media(
            id TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            kind TEXT NOT NULL,
            content_type TEXT NOT NULL,
            bytes BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        """

    static let firstDomain = "UPDATE accounts SET redirect_domain = '127.0.0.1' WHERE appid = 'wx0000000000000001'"

    /// One of each kind that a site must be able to handle.
    static let firstPeople = #"""
        INSERT INTO people(id, nickname, sex, province, city, country, headimgurl, privilege, language, unionid, follows,
            subscribe_time, is_snapshot) VALUES
            ('xiaoming', '王小明', 1, '广东', '深圳', '中国', 'https://thirdwx.qlogo.cn/mmopen/vi_32/xiaoming/132', '[]',
                'zh_CN', 'o6_bmxiaoming0000000000000000', 1, 1382694957, 0),
            ('emoji', '🐼 熊猫👨‍👩‍👧🇨🇳', 2, '四川', '成都', '中国', 'https://thirdwx.qlogo.cn/mmopen/vi_32/emoji/0',
                '["chinaunicom"]', 'zh_CN', 'o6_bmemoji0000000000000000000', 1, 1500000000, 0),
            ('script', '"引号" O''Brien <script>alert(''昵称'')</script> \ &amp;', 0, '"省"', '<b>市</b>', 'C''est',
                'https://thirdwx.qlogo.cn/mmopen/vi_32/script/46', '["<i>","\""]', 'en',
                'o6_bmscript000000000000000000', 1, 1600000000, 0),
            ('bare', '空', 0, '', '', '', '', '[]', '', 'o6_bmbare00000000000000000000', 1, 1650000000, 0),
            ('stranger', '路人甲', 1, 'New South Wales', 'Sydney', 'Australia',
                'https://thirdwx.qlogo.cn/mmopen/vi_32/stranger/96', '[]', 'en', 'o6_bmstranger0000000000000000', 0, 0, 0),
            ('loner', '没有 UnionID 的李四', 2, '台北市', '', '台灣', 'https://thirdwx.qlogo.cn/mmopen/vi_32/loner/64',
                '[]', 'zh_TW', NULL, 1, 1700000000, 0),
            ('snapshot', '微信用户', 0, '', '', '', 'https://thirdwx.qlogo.cn/mmopen/vi_32/snapshot/132', '[]', 'zh_CN',
                'o6_bmvirtual00000000000000000', 0, 0, 1)
        """#
}
