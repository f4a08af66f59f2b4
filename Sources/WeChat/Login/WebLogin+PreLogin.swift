package import HTTP
internal import Platform

/// The measurements API gives its cookie out when a login starts, and takes a callback only with it.
extension WebLogin {
    /// Whether the request shows a session, even one in which nobody has logged in yet.
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

    /// The cookie of a session in which nobody has logged in; nil for other APIs, and when the browser has a session
    /// already that will not be over while the person is still at WeChat's page.
    func preLoginCookie(_ request: Request) throws(WeChatError) -> SetCookie? {
        guard kind == .measurements else { return nil }
        let (settings, now) = (installation.configuration, account.clock.now())
        let lifetime = kind.lifetime(settings.sessions)
        let needed = now + min(Int64(settings.login.stateLifetime), lifetime / 2)
        for id in sessions.shownIDs(request) {
            if let end = try preLogin.expiry(of: id) {
                if end >= needed { return nil }
            } else if try database.session(kind, tokenHash: Fingerprint.of(id))?.isLive(needed - 1) == true {
                return nil
            }
        }
        return sessions.cookie(try preLogin.makeID(expiresAt: now + lifetime))
    }
}

/// What a request shows of a session.
package enum SessionPresence: Sendable {
    case none
    case expired
    case current
}
