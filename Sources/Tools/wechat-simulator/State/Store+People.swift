import JSON
import SQL
import SQLite

extension Store {
    func person(_ id: String) throws(Failure) -> Person? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM people WHERE id = ?", .text(id), map: Person.init(row:))
        }
    }

    func people() throws(Failure) -> [Person] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT * FROM people ORDER BY rowid", map: Person.init(row:))
        }
    }

    /// The person with this openid at the account.
    func person(openID: String, appid: String) throws(Failure) -> Person? {
        for person in try people() where try Person.openID(appid, person.id) == openID { return person }
        return nil
    }

    /// Creates the person, or changes the one with that id, who keeps the place in the list.
    func save(_ person: Person) throws(Failure) {
        let privilege = JSONValue.array(person.privilege.map(JSONValue.string)).text
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO people(id, nickname, sex, province, city, country, headimgurl, privilege, language, unionid,
                    follows, subscribe_time, is_snapshot, phone, country_code, is_high_risk, is_anonymous)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET nickname = excluded.nickname, sex = excluded.sex,
                    province = excluded.province, city = excluded.city, country = excluded.country,
                    headimgurl = excluded.headimgurl, privilege = excluded.privilege, language = excluded.language,
                    unionid = excluded.unionid, follows = excluded.follows, subscribe_time = excluded.subscribe_time,
                    is_snapshot = excluded.is_snapshot, phone = excluded.phone,
                    country_code = excluded.country_code, is_high_risk = excluded.is_high_risk,
                    is_anonymous = excluded.is_anonymous
                """, .text(person.id), .text(person.nickname), .integer(person.sex), .text(person.province),
                .text(person.city), .text(person.country), .text(person.avatar), .text(privilege),
                .text(person.language), Value(person.unionid), Value(person.follows), .integer(person.followsSince),
                Value(person.isSnapshot), Value(person.phone?.number), .integer(person.phone?.countryCode ?? 86),
                Value(person.isHighRisk), Value(person.isAnonymous))
        }
    }
}
