internal import SQLite

extension SiteDatabase {
    package func user(_ id: Int64) throws(WeChatError) -> User? {
        try attempt { (database) throws(SQLiteError) in
            try database.row(
                """
                SELECT id, nickname, avatar_url, gender, country, province, city, language, created_at, updated_at
                FROM users WHERE id = ?
                """, .integer(id), map: User.init(row:))
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
