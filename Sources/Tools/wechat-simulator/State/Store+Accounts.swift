import JSON
import SQL
import SQLite

extension Store {
    func account(_ appid: String) throws(Failure) -> Account? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM accounts WHERE appid = ?", .text(appid), map: Account.init(row:))
        }
    }

    func accounts() throws(Failure) -> [Account] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT * FROM accounts ORDER BY appid", map: Account.init(row:))
        }
    }

    /// Creates the account, or replaces the one with its appid.
    func save(_ account: Account) throws(Failure) {
        let addresses = account.allowedAddresses.map { JSONValue.array($0.map(JSONValue.string)).text }
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT OR REPLACE INTO accounts(appid, kind, name, secret, allowed_ips, is_frozen, asks_ip, forced_at,
                    redirect_domain, asks_userinfo, is_bound, tells_profile)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .text(account.appid), .text(account.kind.rawValue), .text(account.name), .text(account.secret),
                Value(addresses), Value(account.isFrozen), Value(account.asksAddress), Value(account.forcedAt),
                Value(account.redirectDomain), Value(account.asksUserInfo), Value(account.isBound),
                Value(account.tellsProfile))
        }
    }
}
