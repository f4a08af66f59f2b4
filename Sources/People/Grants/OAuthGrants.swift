package import Platform
package import Site
package import Storage
package import WeChat

/// People's authorizations, stored so that they need not be asked again for days.
///
/// The access_token lives for two hours and is renewed when less than eight minutes are left, by the request that finds
/// it due or by `wechatctl refresh`. However many find it due at once, one renews it: each takes the person's lock and
/// reads again.
package final class OAuthGrants {
    private let account: OfficialAccount
    private let database: SiteDatabase
    private let keys: KeyRing
    private let locks: Locks
    private let lifetime: Int64

    package init(_ account: OfficialAccount, _ installation: Installation, _ database: SiteDatabase)
        throws(WeChatError)
    {
        self.account = account
        self.database = database
        keys = try installation.keyRing()
        locks = try installation.locks()
        lifetime = Int64(installation.configuration.sessions.lifetime)
    }

    /// The profile of a logged-in person, with the stored authorization.
    ///
    /// - Throws: `notLoggedIn` when WeChat accepts none any more: the person must be asked again.
    package func profile(of openid: String, until deadline: Deadline) throws(WeChatError) -> UserProfile {
        let token = try accessToken(of: openid, until: deadline)
        do { return try userInfo(openid, token, until: deadline) } catch {
            guard case .refused(let refusal) = error, refusal.meansStaleToken else { throw error }
            let token = try accessToken(of: openid, otherThan: token, until: deadline)
            return try userInfo(openid, token, until: deadline)
        }
    }

    /// - Throws: `notLoggedIn` when WeChat says that the authorization has ended; it is then deleted, if it is still
    ///   the stored one.
    private func userInfo(
        _ openid: String, _ token: String, until deadline: Deadline
    ) throws(WeChatError) -> UserProfile {
        do { return try account.client.userInfo(openid, accessToken: token, until: deadline) } catch {
            guard case .refused(let refusal) = error, refusal.endsGrant else { throw error }
            if let grant = try liveGrant(openid), try open(grant.accessToken, "access_token", openid) == token {
                try database.delete(grant)
            }
            throw .notLoggedIn
        }
    }

    /// Whether a stored authorization covers the scope.
    package func covers(_ scope: OAuthScope, _ openid: String) throws(WeChatError) -> Bool {
        guard let grant = try liveGrant(openid) else { return false }
        return scope == .base || grant.allowsUserInfo
    }

    /// Stores a new authorization for as long as the site is configured to. One that covers less does not replace one
    /// that covers more.
    ///
    /// - Parameter end: Unix seconds at which it expires at the latest.
    package func keep(_ token: OAuthToken, until end: Int64 = .max) throws(WeChatError) {
        if !token.allowsUserInfo, let held = try liveGrant(token.openid), held.allowsUserInfo { return }
        let now = account.clock.now()
        try database.replace(
            OAuthGrant(
                appID: account.account.appID, openid: token.openid, scope: token.scope,
                accessToken: seal(token.accessToken, "access_token", token.openid),
                refreshToken: seal(token.refreshToken, "refresh_token", token.openid),
                accessExpiresAt: now + token.lifetime, renewAfter: 0, grantedAt: now,
                expiresAt: min(now + lifetime, end),
                revision: 1))
    }

    /// Renews one person's authorization, if it is due and nobody else is doing so.
    package func renewIfDue(_ openid: String, until deadline: Deadline) throws(WeChatError) -> Renewal {
        let renewal = try locks.holdIfFree(.grant, lockName(openid)) { () throws(WeChatError) -> Renewal in
            guard let grant = try liveGrant(openid), grant.isDue(account.clock.now()) else { return .notDue }
            do throws(WeChatError) {
                _ = try renew(grant, until: deadline)
                return .renewed
            } catch {
                guard case .notLoggedIn = error else { throw error }
                return .ended
            }
        }
        return renewal ?? .notDue
    }

    /// The openids whose authorization is due for renewal.
    package func due() throws(WeChatError) -> [String] {
        let now = account.clock.now()
        return try database.openidsOfGrants(
            endingBefore: now + OAuthGrant.margin, appID: account.account.appID, now: now)
    }

    private func accessToken(
        of openid: String, otherThan failed: String? = nil, until deadline: Deadline
    ) throws(WeChatError) -> String {
        guard let grant = try liveGrant(openid) else { throw .notLoggedIn }
        let token = try open(grant.accessToken, "access_token", openid)
        let now = account.clock.now()
        if let token, token != failed, !grant.isDue(now) { return token }
        // Whoever has a valid token does not wait for somebody else's renewal.
        if let token, token != failed, grant.remaining(now) > 0 {
            let newer = try locks.holdIfFree(.grant, lockName(openid)) { () throws(WeChatError) in
                try renewed(openid, otherThan: failed, until: deadline)
            }
            return newer ?? token
        }
        return try locks.hold(.grant, lockName(openid), until: deadline) { () throws(WeChatError) in
            try renewed(openid, otherThan: failed, until: deadline)
        }
    }

    /// Under the lock: the token that another process has just fetched, else a new one.
    private func renewed(
        _ openid: String, otherThan failed: String?, until deadline: Deadline
    ) throws(WeChatError) -> String {
        guard let grant = try liveGrant(openid) else { throw .notLoggedIn }
        let token = try open(grant.accessToken, "access_token", openid)
        let now = account.clock.now()
        if let token, token != failed, !grant.isDue(now) { return token }
        guard let token, token != failed, grant.remaining(now) > 0 else { return try renew(grant, until: deadline) }
        // If WeChat does not answer, there must be time left to continue with the present token.
        do { return try renew(grant, until: Deadline(after: deadline.remaining / 2)) } catch {
            if case .notLoggedIn = error { throw error }
            return token
        }
    }

    /// Asks WeChat. An authorization that WeChat no longer accepts is deleted.
    private func renew(_ grant: OAuthGrant, until deadline: Deadline) throws(WeChatError) -> String {
        guard let refreshToken = try open(grant.refreshToken, "refresh_token", grant.openid) else {
            try database.delete(grant)
            throw .notLoggedIn
        }
        guard let held = try hold(grant) else { return try newestToken(grant.openid) }
        do {
            let token = try account.client.refresh(refreshToken, for: account.account, until: deadline)
            try write(token, into: held)
            return token.accessToken
        } catch {
            guard case .refused(let refusal) = error, refusal.endsGrant else { throw error }
            try database.delete(held)
            throw .notLoggedIn
        }
    }

    /// Records the attempt beforehand, so that not every request asks a WeChat that is down. Nil when the person has
    /// meanwhile authorized again, which needs no lock: that authorization must not be touched.
    private func hold(_ grant: OAuthGrant) throws(WeChatError) -> OAuthGrant? {
        var grant = grant
        grant.renewAfter = account.clock.now() + OAuthGrant.pause
        guard try database.update(grant) else { return nil }
        grant.revision += 1
        return grant
    }

    private func newestToken(_ openid: String) throws(WeChatError) -> String {
        guard let grant = try liveGrant(openid), let token = try open(grant.accessToken, "access_token", openid) else {
            throw .notLoggedIn
        }
        return token
    }

    private func write(_ token: OAuthToken, into grant: OAuthGrant) throws(WeChatError) {
        var grant = grant
        if !token.scope.isEmpty { grant.scope = token.scope }
        grant.accessToken = try seal(token.accessToken, "access_token", grant.openid)
        grant.refreshToken = try seal(token.refreshToken, "refresh_token", grant.openid)
        grant.accessExpiresAt = account.clock.now() + token.lifetime
        grant.renewAfter = 0
        try database.update(grant)
    }

    private func liveGrant(_ openid: String) throws(WeChatError) -> OAuthGrant? {
        guard let grant = try database.grant(appID: account.account.appID, openid: openid),
            grant.isLive(account.clock.now())
        else { return nil }
        return grant
    }

    private func lockName(_ openid: String) -> [UInt8] { Array("\(account.account.appID) \(openid)".utf8) }

    private func seal(_ token: String, _ column: String, _ openid: String) throws(WeChatError) -> [UInt8] {
        try keys.seal(token, for: OAuthGrant.context(column, account.account.appID, openid))
    }

    private func open(_ sealed: [UInt8], _ column: String, _ openid: String) throws(WeChatError) -> String? {
        try keys.open(sealed, for: OAuthGrant.context(column, account.account.appID, openid))
    }
}
