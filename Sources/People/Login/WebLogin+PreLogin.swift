package import HTTP
internal import Platform
internal import Site
package import WeChat

/// The measurements API sets its cookie when a login starts, and accepts a callback only with it.
extension WebLogin {
    /// Whether the request sends a session, even one in which nobody has logged in yet.
    package func presence(_ request: Request) throws(WeChatError) -> SessionPresence {
        var presence = SessionPresence.none
        for id in sessions.shownIDs(request) {
            var end = try preLogin.expiry(of: id)
            if end == nil { end = try database.session(kind, tokenHash: Fingerprint.of(id))?.expiresAt }
            guard let end else { continue }
            if account.clock.now() < end { return .current }
            presence = .expired
        }
        return presence
    }

    /// The cookie of a session in which nobody has logged in; nil for other APIs, and when somebody is logged in in
    /// this browser whose session will outlive the visit to WeChat's page.
    ///
    /// It is new each time: another host of the domain may have planted a valid one for only the path at which the
    /// login starts, and the callback would then send none.
    func preLoginCookie(_ request: Request) throws(WeChatError) -> SetCookie? {
        guard kind == .measurements else { return nil }
        let (settings, now) = (installation.configuration, account.clock.now())
        let lifetime = kind.lifetime(settings.sessions)
        let needed = now + min(Int64(settings.login.stateLifetime), lifetime / 2)
        for hash in try sessions.shownHashes(request)
        where try database.session(kind, tokenHash: hash)?.isLive(needed - 1) == true { return nil }
        return sessions.cookie(try preLogin.makeID(expiresAt: now + lifetime))
    }
}

/// The state of the session that a request sends.
package enum SessionPresence: Sendable {
    case none
    case expired
    case current
}
