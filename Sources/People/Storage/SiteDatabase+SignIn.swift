internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// The user of a proven identity: found, or created if missing, merged with the user whom another app knows by the
    /// same unionid, and with an updated profile. Completely or not at all.
    ///
    /// - Returns: the user's id.
    func signIn(_ person: SignIn, now: Int64) throws(WeChatError) -> Int64 {
        try transaction { () throws(WeChatError) in
            var userID = try settleIdentity(person, now: now)
            if let unionid = person.unionid { userID = try settleUnion(unionid, userID, now: now) }
            if let profile = person.profile { try update(profile, of: userID, now: now) }
            return userID
        }
    }

    /// The user of an identity, created if missing. To be called within a transaction.
    package func settleIdentity(_ person: SignIn, now: Int64) throws(WeChatError) -> Int64 {
        if let identity = try identity(appID: person.appID, openid: person.openid) {
            try refresh(identity, with: person)
            return identity.userID
        }
        let userID = try insertUser(now: now)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT INTO identities (app_id, openid, unionid, user_id, created_at) VALUES (?, ?, ?, ?, ?)
                """, .text(person.appID), .text(person.openid), Value(person.unionid), .integer(userID), .integer(now))
        }
        return userID
    }

    /// A login makes a virtual identity of an earlier version real.
    private func refresh(_ identity: Identity, with person: SignIn) throws(WeChatError) {
        let unionid = person.unionid ?? identity.unionid
        guard identity.isSnapshot || unionid != identity.unionid else { return }
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "UPDATE identities SET unionid = ?, is_snapshot = 0 WHERE app_id = ? AND openid = ?", Value(unionid),
                .text(person.appID), .text(person.openid))
        }
    }

    /// A new user with an id that nobody had before: other programs may still know a merged user by an old one.
    private func insertUser(now: Int64) throws(WeChatError) -> Int64 {
        let id = try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                INSERT INTO users (id, created_at, updated_at)
                SELECT 1 + \(SiteDatabase.highestUserID), ?1, ?1 RETURNING id
                """, .integer(now)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        guard let id else { throw .storage(StorageFault("INSERT INTO users gave no id")) }
        return id
    }

    /// SQL: the highest id that a user has or had.
    package static let highestUserID = """
        MAX(COALESCE((SELECT MAX(id) FROM users), 0), COALESCE((SELECT MAX(merged_user_id) FROM user_merges), 0))
        """

    /// Merges all users with the unionid into the oldest.
    private func settleUnion(_ unionid: String, _ userID: Int64, now: Int64) throws(WeChatError) -> Int64 {
        let users = try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT DISTINCT user_id FROM identities WHERE unionid = ? AND is_snapshot = 0 ORDER BY user_id",
                .text(unionid)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        guard let kept = users.first else { return userID }
        for merged in users.dropFirst() { try merge(merged, into: kept, unionid, now: now) }
        return kept
    }

    /// Moves everything of `merged` to `kept`, and fills in what `kept` lacks.
    private func merge(_ merged: Int64, into kept: Int64, _ unionid: String, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            for table in ["identities", "sessions", "records"] {
                try database.execute(
                    "UPDATE \(table) SET user_id = ? WHERE user_id = ?", .integer(kept), .integer(merged))
            }
            for column in ["username", "nickname", "avatar_url", "country", "province", "city", "language"] {
                try database.execute(
                    """
                    UPDATE users SET \(column) = (SELECT \(column) FROM users WHERE id = ?2)
                    WHERE id = ?1 AND \(column) = ''
                    """, .integer(kept), .integer(merged))
            }
            for column in ["gender", "stated_gender"] {
                try database.execute(
                    """
                    UPDATE users SET \(column) = (SELECT \(column) FROM users WHERE id = ?2)
                    WHERE id = ?1 AND \(column) = 0
                    """, .integer(kept), .integer(merged))
            }
            // A verified number first, then any.
            try database.execute(
                """
                UPDATE users SET (phone, is_phone_verified) = (SELECT phone, is_phone_verified FROM users WHERE id = ?2)
                WHERE id = ?1 AND (phone = '' OR is_phone_verified < (SELECT is_phone_verified FROM users WHERE id = ?2))
                """, .integer(kept), .integer(merged))
            try database.execute(
                """
                UPDATE users SET birthday = COALESCE(birthday, (SELECT birthday FROM users WHERE id = ?2)),
                registered_at = COALESCE(registered_at, (SELECT registered_at FROM users WHERE id = ?2)) WHERE id = ?1
                """, .integer(kept), .integer(merged))
            try database.execute("DELETE FROM users WHERE id = ?", .integer(merged))
            try database.execute(
                "INSERT INTO user_merges (kept_user_id, merged_user_id, unionid, merged_at) VALUES (?, ?, ?, ?)",
                .integer(kept), .integer(merged), .text(unionid), .integer(now))
        }
    }

    /// Values that WeChat leaves empty do not overwrite earlier ones.
    private func update(_ profile: UserProfile, of userID: Int64, now: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE users SET updated_at = ?2, nickname = COALESCE(NULLIF(?3, ''), nickname),
                avatar_url = COALESCE(NULLIF(?4, ''), avatar_url), gender = COALESCE(NULLIF(?5, 0), gender),
                country = COALESCE(NULLIF(?6, ''), country), province = COALESCE(NULLIF(?7, ''), province),
                city = COALESCE(NULLIF(?8, ''), city), language = COALESCE(NULLIF(?9, ''), language)
                WHERE id = ?1
                """, .integer(userID), .integer(now), .text(profile.nickname), .text(profile.headimgurl),
                .integer(profile.sex), .text(profile.country), .text(profile.province), .text(profile.city),
                .text(profile.language))
        }
    }
}
