package import HTTP
internal import Platform
internal import Site
package import WeChat

/// Sessions whose ids browsers send in a cookie.
extension Sessions {
    /// The login that the request's cookie proves.
    ///
    /// - Throws: `notLoggedIn` when it proves none.
    package func login(of request: Request) throws(WeChatError) -> Login {
        guard let login = try loginIfAny(of: request) else { throw .notLoggedIn }
        return login
    }

    /// As `login`, but nil when nobody is logged in.
    package func loginIfAny(of request: Request) throws(WeChatError) -> Login? {
        try session(of: request).flatMap(Login.init)
    }

    /// The session of a logged-in person, among those that the request sends.
    func session(of request: Request) throws(WeChatError) -> Session? {
        for hash in try shownHashes(request) {
            if let session = try database.session(kind, tokenHash: hash), session.isLive(clock.now()),
                let login = Login(session), login.appID == appID
            {
                return session
            }
        }
        return nil
    }

    /// The user of a login; nil for the visitor of a snapshot page.
    package func user(_ login: Login) throws(WeChatError) -> User? { try database.user(login.userID) }

    /// The ids that the request sends, whether or not such sessions exist.
    func shownIDs(_ request: Request) -> [String] {
        kind.cookie.map { request.distinctCookies($0, where: Sessions.isID) } ?? []
    }

    /// The hashes of those ids.
    func shownHashes(_ request: Request) throws(WeChatError) -> [[UInt8]] {
        var hashes: [[UInt8]] = []
        for id in shownIDs(request) { hashes.append(try Fingerprint.of(id)) }
        return hashes
    }

    /// The cookie that carries a session's id.
    func cookie(_ id: String) -> SetCookie? {
        kind.cookie.map { name in
            SetCookie(
                name, id, maxAge: Int(kind.lifetime(settings)), domain: settings.cookieDomain,
                isSecure: settings.isSecure)
        }
    }
}
