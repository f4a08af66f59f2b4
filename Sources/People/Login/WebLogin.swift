package import HTTP
internal import JSON
package import Platform
package import Site
package import Storage
package import WeChat

/// Login by WeChat's web authorization, for one documented API: starts it, and completes it when WeChat sends the
/// browser back.
///
/// A login is sealed in its own `state`, and becomes a row in the database, under the state's hash, when it is
/// completed; with a long return address it is a row from the start. Nothing else that somebody without a session can
/// begin writes to the database. A login belongs to the browser that started it. A callback may come twice, even at the
/// same moment: the second waits for the first and gets its answer, so that one authorization is one exchange and one
/// session.
///
/// Rules: `docs/protocol/README.md`, "Web login".
package final class WebLogin {
    package let sessions: Sessions
    package let grants: OAuthGrants
    let kind: SessionKind
    package let installation: Installation
    let account: OfficialAccount
    package let database: SiteDatabase
    package let keys: KeyRing
    let sealedStates: SealedState
    let preLogin: PreLogin
    let locks: Locks

    package init(_ kind: SessionKind, _ installation: Installation) throws(WeChatError) {
        self.kind = kind
        self.installation = installation
        account = try installation.officialAccount()
        database = try installation.openDatabase()
        sessions = try Sessions(kind, installation, database)
        grants = try OAuthGrants(account, installation, database)
        keys = try installation.keyRing()
        sealedStates = try SealedState(installation)
        preLogin = try PreLogin(installation)
        locks = try installation.locks()
    }

    /// The return address in a parameter of the query, encoded or not; nil when the parameter is absent or empty.
    ///
    /// - Parameter names: parameters that may follow an unencoded address.
    /// - Throws: `request` when the login may not return there.
    package func returnURL(
        _ parameter: String, of request: Request, before names: [String] = []
    ) throws(WeChatError) -> ReturnURL? {
        let text: String?
        do throws(RequestError) { text = try request.queryAddress(parameter, before: names) } catch {
            throw .request(error)
        }
        guard let text, !text.isEmpty else { return nil }
        guard let url = returnURL(text) else {
            throw .request(.invalid(parameter, reason: "is no address that a login may return to"))
        }
        return url
    }

    /// As above, but absence is an error.
    package func requiredReturnURL(
        _ parameter: String, of request: Request, before names: [String] = []
    ) throws(WeChatError) -> ReturnURL {
        guard let url = try returnURL(parameter, of: request, before: names) else {
            throw .request(.missing(parameter))
        }
        return url
    }

    /// Nil when a login may not return to the address.
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
        let (mark, cookie) = try bind(request)
        // A login that is not bound to a browser does not end a browser's session.
        let session = mark == nil ? nil : try sessions.session(of: request)
        let state = try begin(url, scope, mark, session, restarts)
        let page = AuthorizeURL(
            installation.configuration.upstream, appID: account.account.appID,
            callback: installation.configuration.publicURL.origin + kind.callbackPath(seenFrom: request.path),
            scope: scope, state: state.text)
        var response = Response.redirect(to: page.text)
        for cookie in [try preLoginCookie(request), cookie].compactMap(\.self) { response.set(cookie) }
        return response
    }

    /// The only place where a login begins.
    private func begin(
        _ url: ReturnURL, _ scope: OAuthScope, _ mark: [UInt8]?, _ session: Session?, _ restarts: Int
    ) throws(WeChatError) -> StateText {
        let random = StateText(restarts: restarts)
        let now = account.clock.now()
        let login = LoginState(
            stateHash: try Fingerprint.of(random.text), kind: kind, returnURL: url.text, scope: scope,
            browserMark: mark, sessionMark: session.map { Array($0.tokenHash.prefix(LoginState.markLength)) },
            createdAt: now,
            expiresAt: now + Int64(installation.configuration.login.stateLifetime))
        if let state = try sealedStates.seal(login, restarts: restarts) { return state }
        try database.insert(login)
        return random
    }

    /// What the callback will have to prove, and the cookie with which the browser proves it.
    private func bind(_ request: Request) throws(WeChatError) -> (mark: [UInt8]?, cookie: SetCookie?) {
        guard installation.configuration.login.bindsBrowser else { return (nil, nil) }
        let binding = BrowserBinding(installation.configuration)
        let value = binding.value(for: request)
        return (try BrowserBinding.mark(value), binding.cookie(value))
    }
}
