/// What accounts offer and send to people: menus, messages, QR codes.
extension Store {
    /// All times are Unix seconds of the simulator's clock.
    static let messageTables = """
        ALTER TABLE mini_codes ADD COLUMN session_key TEXT;
        ALTER TABLE people ADD COLUMN is_anonymous INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE menus(
            appid TEXT PRIMARY KEY,
            buttons TEXT NOT NULL              -- a JSON array, as menu/get tells it
        ) STRICT;
        CREATE TABLE acts(
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            act TEXT NOT NULL,
            at INTEGER NOT NULL,               -- the last time
            sent INTEGER NOT NULL,             -- how many customer messages it was used for since
            PRIMARY KEY (appid, person, act)
        ) STRICT;
        CREATE TABLE sent(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('custom', 'template', 'subscribe')),
            kind TEXT NOT NULL,                -- a msgtype, or a template's id
            shown TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE templates(
            appid TEXT NOT NULL,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            fields TEXT NOT NULL,              -- a JSON array of names such as thing1
            PRIMARY KEY (appid, id)
        ) STRICT;
        CREATE TABLE subscriptions(
            appid TEXT NOT NULL,
            person TEXT NOT NULL,
            template TEXT NOT NULL,
            count INTEGER NOT NULL,            -- messages that the person still accepts
            PRIMARY KEY (appid, person, template)
        ) STRICT;
        CREATE TABLE qrcodes(
            ticket TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            scene TEXT NOT NULL,
            url TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER                 -- NULL: never
        ) STRICT;
        CREATE INDEX qrcodes_of_account ON qrcodes(appid, created_at);
        CREATE TABLE pictures(
            id TEXT PRIMARY KEY,
            appid TEXT NOT NULL,
            content_type TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        """

    /// One for each account.
    static let firstTemplates = """
        INSERT INTO templates(appid, id, title, fields) VALUES
            ('wx0000000000000001', 'simulator-template-message-0000000000000001', '订单支付成功通知',
                '["character_string1","thing2","amount3","time4"]'),
            ('wx0000000000000002', 'simulator-subscribe-message-000000000000001', '预约成功通知',
                '["thing1","date2","phrase3","number4"]')
        """

    /// The others have accounts from before 2021, about which sites still get everything.
    static let newcomer = """
        INSERT INTO people(id, nickname, sex, province, city, country, headimgurl, privilege, language, unionid, follows,
            subscribe_time, is_snapshot, phone, country_code, is_anonymous) VALUES
            ('newcomer', '新来的小陈', 2, '浙江', '杭州', '中国', 'https://thirdwx.qlogo.cn/mmopen/vi_32/newcomer/132', '[]',
                'zh_CN', 'o6_bmnewcomer0000000000000000', 1, 1750000000, 0, '13600136000', 86, 1)
        """
}
