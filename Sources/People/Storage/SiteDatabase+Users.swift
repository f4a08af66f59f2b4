internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    package func user(_ id: Int64?) throws(WeChatError) -> User? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(User.selection, Value(id), map: User.init(row:))
        }
    }

    /// Changes a user.
    func update(_ userID: Int64?, _ change: UserChange, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE users SET updated_at = ?2, username = COALESCE(?3, username), nickname = COALESCE(?4, nickname),
                avatar_url = COALESCE(?5, avatar_url), gender = COALESCE(?6, gender), country = COALESCE(?7, country),
                province = COALESCE(?8, province), city = COALESCE(?9, city), language = COALESCE(?10, language),
                birthday = COALESCE(?11, birthday), stated_gender = COALESCE(?15, stated_gender),
                phone = CASE WHEN ?12 IS NULL OR is_phone_verified > ?13 THEN phone ELSE ?12 END,
                is_phone_verified = CASE WHEN ?12 IS NULL THEN is_phone_verified ELSE max(is_phone_verified, ?13) END,
                registered_at = CASE WHEN ?14 THEN COALESCE(registered_at, ?2) ELSE registered_at END
                WHERE id = ?1
                """, Value(userID), .integer(now), Value(change.username), Value(change.nickname),
                Value(change.avatarURL), Value(change.gender), Value(change.country), Value(change.province),
                Value(change.city), Value(change.language), Value(change.birthday), Value(change.phone?.text),
                Value(change.phone?.isVerified ?? false), Value(change.registers), Value(change.statedGender))
        }
    }

    /// The identity of one openid.
    package func identity(appID: String, openid: String) throws(WeChatError) -> Identity? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM identities WHERE app_id = ? AND openid = ?", .text(appID), .text(openid),
                map: Identity.init(row:))
        }
    }

    /// Every identity of an openid, in whichever app.
    package func identities(openid: String) throws(WeChatError) -> [Identity] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM identities WHERE openid = ? ORDER BY app_id", .text(openid), map: Identity.init(row:))
        }
    }

    package func identities(of userID: Int64) throws(WeChatError) -> [Identity] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM identities WHERE user_id = ? ORDER BY app_id, openid", .integer(userID),
                map: Identity.init(row:))
        }
    }
}

extension User {
    /// The columns that `init(row:)` reads, in its order: by number, since finding a column by name costs more than
    /// reading the row.
    fileprivate static let columns = """
        id, nickname, avatar_url, gender, country, province, city, language, username, phone, is_phone_verified, birthday,
        registered_at, created_at, updated_at, stated_gender
        """

    fileprivate static let selection = "SELECT \(columns) FROM users WHERE id = ?"

    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer(0)
        nickname = try row.text(1)
        avatarURL = try row.text(2)
        gender = try row.integer(3)
        country = try row.text(4)
        province = try row.text(5)
        city = try row.text(6)
        language = try row.text(7)
        username = try row.text(8)
        phone = try row.text(9)
        isPhoneVerified = try row.boolean(10)
        birthday = try row.optionalText(11)
        isRegistered = try row.optionalInteger(12) != nil
        createdAt = try row.integer(13)
        updatedAt = try row.integer(14)
        statedGender = try row.integer(15)
    }
}

extension Identity {
    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        unionid = try row.optionalText("unionid")
        userID = try row.integer("user_id")
        isSnapshot = try row.boolean("is_snapshot")
        subscribedAt = try row.optionalInteger("subscribed_at")
        unsubscribedAt = try row.optionalInteger("unsubscribed_at")
        scene = try row.optionalText("scene")
    }
}
