import Platform
import SQL
import SQLite

extension Store {
    /// The code of that text, valid or not.
    func oauthCode(_ text: String) throws(Failure) -> OAuthCode? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM oauth_codes WHERE code = ?", .text(text), map: OAuthCode.init(row:))
        }
    }

    /// Issues a new code: 32 letters and digits.
    func issueCode(_ appid: String, _ person: String, _ scope: WebScope, now: Int64) throws(Failure) -> String {
        let text = Random.alphanumeric(32)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO oauth_codes(code, appid, person, scope, expires_at, is_used) VALUES(?, ?, ?, ?, ?, 0)",
                .text(text), .text(appid), .text(person), .text(scope.rawValue), .integer(now + OAuthCode.lifetime))
        }
        return text
    }

    func markUsed(_ code: OAuthCode) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("UPDATE oauth_codes SET is_used = 1 WHERE code = ?", .text(code.text))
        }
    }
}
