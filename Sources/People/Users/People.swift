internal import Crypto
internal import Platform
package import Site
internal import Storage
package import WeChat

/// What an operator can look up and end: people and their sessions.
package struct People {
    private let installation: Installation
    private let database: SiteDatabase

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        database = try installation.openDatabase()
    }

    /// The live sessions that match the filter, latest first.
    package func sessions(_ filter: SessionFilter, limit: Int) throws(WeChatError) -> [Session] {
        try database.sessions(filter, now: installation.clock.now(), limit: Int64(limit))
    }

    /// What was ended, so that nobody can use it any more.
    package struct Ended: Sendable, Equatable {
        package var sessions = 0
        /// People whose handles and recent exchanges were voided.
        package var proofs = 0

        package var isNothing: Bool { sessions == 0 && proofs == 0 }
    }

    /// Ends the live sessions that match the filter, and everything that leads to new ones without asking WeChat.
    package func revokeSessions(_ filter: SessionFilter) throws(WeChatError) -> Ended {
        let now = installation.clock.now()
        return try database.transaction { () throws(WeChatError) in
            Ended(
                sessions: try database.revokeSessions(filter, now: now),
                proofs: try database.revokeProofs(filter, now: now))
        }
    }

    /// As above, for the live sessions of that name: practically always one.
    package func revokeSession(named name: String) throws(WeChatError) -> Ended {
        guard let prefix = Hex.decode(name), prefix.count == Session.nameLength else { return Ended() }
        let now = installation.clock.now()
        return try database.transaction { () throws(WeChatError) in
            let sessions = try database.revokeSessions(hashPrefix: prefix, now: now)
            var ended = Ended(sessions: sessions.count)
            for session in sessions where session.openid != nil {
                let whose = SessionFilter(kind: session.kind, userID: session.userID, openid: session.openid)
                ended.proofs += try database.revokeProofs(whose, now: now)
            }
            return ended
        }
    }

    /// The people that a text denotes: a user id, or an openid, which several apps may have.
    package func users(_ text: String) throws(WeChatError) -> [User] {
        if let id = Int64(text) { return try database.user(id).map { [$0] } ?? [] }
        var users: [User] = []
        for identity in try database.identities(openid: text) {
            if let user = try database.user(identity.userID), !users.contains(user) { users.append(user) }
        }
        return users
    }

    /// Ends everything that keeps a user logged in: sessions, login tokens, proofs of an openid, and handles.
    package func revoke(_ user: User) throws(WeChatError) -> Ended {
        try revokeSessions(SessionFilter(userID: user.id))
    }

    package func identities(of user: User) throws(WeChatError) -> [Identity] { try database.identities(of: user.id) }

    /// Until when the site may ask WeChat about the person; nil: it may not.
    package func grantExpiry(of identity: Identity) throws(WeChatError) -> Int64? {
        try database.grant(appID: identity.appID, openid: identity.openid)?.expiresAt
    }
}
