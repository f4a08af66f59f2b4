internal import Crypto
internal import Platform

/// What an operator looks up and ends: people and their sessions.
package struct People {
    private let installation: Installation
    private let database: SiteDatabase

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        database = try installation.openDatabase()
    }

    /// The living sessions that the filter fits, the latest first.
    package func sessions(_ filter: SessionFilter, limit: Int) throws(WeChatError) -> [Session] {
        try database.sessions(filter, now: installation.clock.now(), limit: Int64(limit))
    }

    /// Ends the living sessions that the filter fits, and says how many those were.
    package func revokeSessions(_ filter: SessionFilter) throws(WeChatError) -> Int {
        try database.revokeSessions(filter, now: installation.clock.now())
    }

    /// Ends the living sessions of that name: one, as good as always.
    package func revokeSession(named name: String) throws(WeChatError) -> Int {
        guard let prefix = Hex.decode(name), prefix.count == Session.nameLength else { return 0 }
        return try database.revokeSessions(hashPrefix: prefix, now: installation.clock.now())
    }

    /// The people that a text means: a user's number, or an openid, which several apps may have.
    package func users(_ text: String) throws(WeChatError) -> [User] {
        if let id = Int64(text) { return try database.user(id).map { [$0] } ?? [] }
        var users: [User] = []
        for identity in try database.identities(openid: text) {
            if let user = try database.user(identity.userID), !users.contains(user) { users.append(user) }
        }
        return users
    }

    /// Ends everything by which a user is logged in: sessions, login tokens, proofs of an openid, and handles.
    ///
    /// - Returns: how many sessions that were.
    package func revoke(_ user: User) throws(WeChatError) -> Int {
        let now = installation.clock.now()
        try database.revokeProofs(of: user.id, now: now)
        return try database.revokeSessions(SessionFilter(userID: user.id), now: now)
    }

    package func identities(of user: User) throws(WeChatError) -> [Identity] { try database.identities(of: user.id) }

    /// Whether the site may ask WeChat about the person, and until when.
    package func grantExpiry(of identity: Identity) throws(WeChatError) -> Int64? {
        try database.grant(appID: identity.appID, openid: identity.openid)?.expiresAt
    }
}
