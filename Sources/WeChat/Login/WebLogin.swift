package import HTTP
internal import JSON
package import Platform

/// Login by WeChat's web authorization, for one documented API: starts it, and completes it when WeChat sends the browser
/// back.
///
/// A login is a row in the database under the hash of its `state`; where it returns to is in the row and not in the state.
/// It belongs to the browser that started it. A callback may come twice, also at the same moment: the second waits for the
/// first and gets its answer, so that one authorization is one exchange and one session.
///
/// Rules: architecture.md, "Login on the web".
package final class WebLogin {
    package let sessions: Sessions
    package let grants: OAuthGrants
    let kind: SessionKind
    let installation: Installation
    let account: OfficialAccount
    let database: SiteDatabase
    let keys: KeyRing
    let locks: Locks

    package init(_ kind: SessionKind, _ installation: Installation) throws(WeChatError) {
        self.kind = kind
        self.installation = installation
        account = try installation.officialAccount()
        database = try installation.openDatabase()
        sessions = try Sessions(kind, installation, database)
        grants = try OAuthGrants(account, installation, database)
        keys = try installation.keyRing()
        locks = try installation.locks()
    }

    /// The address that a parameter of the query names to return to; nil when the parameter is absent or empty.
    ///
    /// - Throws: `request` when it may not be returned to.
    package func returnURL(_ parameter: String, of request: Request) throws(WeChatError) -> ReturnURL? {
        guard let text = try request.checkedQuery(parameter) else { return nil }
        guard let url = returnURL(text) else {
            throw .request(.invalid(parameter, reason: "is no address that a login may return to"))
        }
        return url
    }

    /// As above, but absence is an error.
    package func requiredReturnURL(_ parameter: String, of request: Request) throws(WeChatError) -> ReturnURL {
        guard let url = try returnURL(parameter, of: request) else { throw .request(.missing(parameter)) }
        return url
    }

    /// Nil when the address may not be returned to.
    package func returnURL(_ text: String) -> ReturnURL? { ReturnURL(text, allowedBy: installation) }

    /// The time that one request may spend on WeChat, from now.
    package func deadline() -> Deadline { account.deadline() }

    /// Begins a login: the redirect to WeChat's page.
    package func start(
        _ request: Request, returningTo url: ReturnURL, scope: OAuthScope = .userInfo
    ) throws(WeChatError) -> Response {
        try start(request, returningTo: url, scope, restarts: 0)
    }

    func start(
        _ request: Request, returningTo url: ReturnURL, _ scope: OAuthScope, restarts: Int
    ) throws(WeChatError) -> Response {
        let (browserHash, cookie) = try bind(request)
        let state = StateText(restarts: restarts)
        let now = account.clock.now()
        try database.insert(
            LoginState(
                stateHash: Fingerprint.of(state.text), kind: kind, returnURL: url.text, scope: scope,
                browserHash: browserHash, createdAt: now,
                expiresAt: now + Int64(installation.configuration.login.stateLifetime)))
        let page = AuthorizeURL(
            installation.configuration.upstream, appID: account.account.appID,
            callback: installation.configuration.publicURL.origin + kind.callbackPath(seenFrom: request.path),
            scope: scope, state: state.text)
        var response = Response.redirect(to: page.text)
        if let cookie { response.set(cookie) }
        return response
    }

    /// What the callback will have to show, and the cookie that has the browser show it.
    ///
    /// The measurements API binds to its own session, which exists from the start; a session that the browser has
    /// already serves as well, unless it would be over while the person is still at WeChat's page.
    private func bind(_ request: Request) throws(WeChatError) -> (hash: [UInt8]?, cookie: SetCookie?) {
        if kind == .measurements {
            let settings = installation.configuration
            let needed = min(Int64(settings.login.stateLifetime), kind.lifetime(settings.sessions) / 2)
            for hash in try sessions.shownHashes(request) {
                if let held = try database.session(kind, tokenHash: hash), held.isLive(account.clock.now() + needed - 1)
                {
                    return (hash, nil)
                }
            }
            let id = try sessions.open(userID: nil, openid: nil)
            return (try Fingerprint.of(id), sessions.cookie(id))
        }
        guard installation.configuration.login.bindsBrowser else { return (nil, nil) }
        let binding = BrowserBinding(installation.configuration)
        let value = binding.value(for: request)
        return (try Fingerprint.of(value), binding.cookie(value))
    }
}
