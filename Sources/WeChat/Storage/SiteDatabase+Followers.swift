internal import SQLite

extension SiteDatabase {
    /// Notes what a push tells of the person: that somebody follows or no longer does, which code was scanned. To be called
    /// within a transaction.
    ///
    /// A push that is older than what is known changes nothing: WeChat does not keep their order.
    package func note(_ push: PushMessage, appID: String, now: Int64) throws(WeChatError) {
        switch push.kind {
        case .follow(let scene):
            try settle(push, appID, now)
            try update(push, appID, "subscribed_at = ?3, unsubscribed_at = NULL")
            if let scene { try update(push, appID, scene: scene) }
        case .unfollow:
            try settle(push, appID, now)
            try update(push, appID, "unsubscribed_at = ?3")
        case .scan(let scene):
            try settle(push, appID, now)
            try update(push, appID, scene: scene)
        case .text, .click, .other: break
        }
    }

    /// The person becomes known at need.
    private func settle(_ push: PushMessage, _ appID: String, _ now: Int64) throws(WeChatError) {
        _ = try settleIdentity(
            SignIn(appID: appID, openid: push.fromUserName, unionid: nil, isSnapshot: false, profile: nil), now: now)
    }

    private func update(_ push: PushMessage, _ appID: String, _ change: String) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                UPDATE identities SET \(change) WHERE app_id = ?1 AND openid = ?2
                AND COALESCE(subscribed_at, 0) <= ?3 AND COALESCE(unsubscribed_at, 0) <= ?3
                """, .text(appID), .text(push.fromUserName), .integer(push.createTime))
        }
    }

    private func update(_ push: PushMessage, _ appID: String, scene: String) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in
            try database.execute(
                """
                UPDATE identities SET scene = ?4, scene_at = ?3
                WHERE app_id = ?1 AND openid = ?2 AND COALESCE(scene_at, 0) <= ?3
                """, .text(appID), .text(push.fromUserName), .integer(push.createTime), .text(scene))
        }
    }
}

extension PushMessage {
    /// Whether it tells something of the person that is kept.
    package var concernsPerson: Bool {
        switch kind {
        case .follow, .unfollow, .scan: true
        case .text, .click, .other: false
        }
    }
}
