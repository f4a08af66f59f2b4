internal import People
internal import Site
internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Records what a push tells about the person: that somebody follows or no longer does, or which QR code was
    /// scanned. To be called within a transaction.
    ///
    /// A push older than what is known changes nothing: WeChat does not keep their order.
    package func note(_ push: PushMessage, appID: String, now: Int64) throws(WeChatError) {
        guard !push.fromUserName.isEmpty else { return }
        switch push.kind {
        case .follow(let scene):
            try settle(push, appID, now)
            try update(push, appID, now, "subscribed_at = ?3, unsubscribed_at = NULL")
            if let scene { try update(push, appID, now, scene: scene) }
        case .unfollow:
            try settle(push, appID, now)
            try update(push, appID, now, "unsubscribed_at = ?3")
        case .scan(let scene):
            try settle(push, appID, now)
            try update(push, appID, now, scene: scene)
        case .text, .click, .other: break
        }
    }

    /// Creates the person if unknown.
    private func settle(_ push: PushMessage, _ appID: String, _ now: Int64) throws(WeChatError) {
        _ = try settleIdentity(
            SignIn(appID: appID, openid: push.fromUserName, unionid: nil, profile: nil), now: now)
    }

    /// Whatever is later than this came from a push with a wrong time, or from a wrong clock, and is ignored.
    private func latest(_ now: Int64) -> Int64 { now + MessageSettings.clockSkew }

    private func update(_ push: PushMessage, _ appID: String, _ now: Int64, _ change: String) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE identities SET \(change) WHERE app_id = ?1 AND openid = ?2
                AND COALESCE(subscribed_at, 0) NOT BETWEEN ?3 + 1 AND ?4
                AND COALESCE(unsubscribed_at, 0) NOT BETWEEN ?3 + 1 AND ?4
                """, .text(appID), .text(push.fromUserName), .integer(push.createTime), .integer(latest(now)))
        }
    }

    private func update(_ push: PushMessage, _ appID: String, _ now: Int64, scene: String) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE identities SET scene = ?4, scene_at = ?3
                WHERE app_id = ?1 AND openid = ?2 AND COALESCE(scene_at, 0) NOT BETWEEN ?3 + 1 AND ?5
                """, .text(appID), .text(push.fromUserName), .integer(push.createTime), .text(scene),
                .integer(latest(now)))
        }
    }
}

extension PushMessage {
    /// Whether it tells something about the person that is stored.
    package var concernsPerson: Bool {
        switch kind {
        case .follow, .unfollow, .scan: true
        case .text, .click, .other: false
        }
    }
}
