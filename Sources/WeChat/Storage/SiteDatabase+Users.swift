internal import SQLite

extension SiteDatabase {
    package func user(_ id: Int64) throws(WeChatError) -> User? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                "SELECT * FROM users WHERE id = ?", .integer(id), map: User.init(row:))
        }
    }

    /// Changes a user.
    func update(_ userID: Int64, _ change: UserChange, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                UPDATE users SET updated_at = ?2, username = COALESCE(?3, username), nickname = COALESCE(?4, nickname),
                avatar_url = COALESCE(?5, avatar_url), gender = COALESCE(?6, gender), country = COALESCE(?7, country),
                province = COALESCE(?8, province), city = COALESCE(?9, city), language = COALESCE(?10, language),
                birthday = COALESCE(?11, birthday),
                phone = CASE WHEN ?12 IS NULL OR is_phone_verified > ?13 THEN phone ELSE ?12 END,
                is_phone_verified = CASE WHEN ?12 IS NULL THEN is_phone_verified ELSE max(is_phone_verified, ?13) END,
                registered_at = CASE WHEN ?14 THEN COALESCE(registered_at, ?2) ELSE registered_at END
                WHERE id = ?1
                """, .integer(userID), .integer(now), Value(change.username), Value(change.nickname),
                Value(change.avatarURL), Value(change.gender), Value(change.country), Value(change.province),
                Value(change.city), Value(change.language), Value(change.birthday), Value(change.phone?.text),
                Value(change.phone?.isVerified ?? false), Value(change.registers))
        }
    }

    /// The identity of one openid.
    package func identity(appID: String, openid: String) throws(WeChatError) -> Identity? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                "SELECT * FROM identities WHERE app_id = ? AND openid = ?", .text(appID), .text(openid),
                map: Identity.init(row:))
        }
    }

    /// Every identity of an openid, whichever app it is of.
    package func identities(openid: String) throws(WeChatError) -> [Identity] {
        try attempt { (database) throws(SQLiteError) in
            try database.rows(
                "SELECT * FROM identities WHERE openid = ? ORDER BY app_id", .text(openid), map: Identity.init(row:))
        }
    }

    package func identities(of userID: Int64) throws(WeChatError) -> [Identity] {
        try attempt { (database) throws(SQLiteError) in
            try database.rows(
                "SELECT * FROM identities WHERE user_id = ? ORDER BY app_id, openid", .integer(userID),
                map: Identity.init(row:))
        }
    }
}

extension User {
    fileprivate init(row: borrowing Row) throws(SQLiteError) {
        id = try row.integer("id")
        nickname = try row.text("nickname")
        avatarURL = try row.text("avatar_url")
        gender = try row.integer("gender")
        country = try row.text("country")
        province = try row.text("province")
        city = try row.text("city")
        language = try row.text("language")
        username = try row.text("username")
        phone = try row.text("phone")
        isPhoneVerified = try row.boolean("is_phone_verified")
        birthday = try row.optionalText("birthday")
        isRegistered = try row.optionalInteger("registered_at") != nil
        createdAt = try row.integer("created_at")
        updatedAt = try row.integer("updated_at")
    }
}

extension Identity {
    fileprivate init(row: borrowing Row) throws(SQLiteError) {
        appID = try row.text("app_id")
        openid = try row.text("openid")
        unionid = try row.optionalText("unionid")
        userID = try row.integer("user_id")
        isSnapshot = try row.boolean("is_snapshot")
    }
}
