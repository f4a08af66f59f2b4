package import HTTP
internal import Platform

/// The sessions of one documented API.
package struct Sessions {
    let kind: SessionKind
    let database: SiteDatabase
    private let settings: SessionSettings
    private let appID: String
    private let clock: Clock

    /// More cookies of one name are none of ours.
    private static let mostCookies = 8
    /// Hexadecimal digits of an id: 256 random bits.
    private static let idLength = 64

    init(_ kind: SessionKind, _ installation: Installation, _ database: SiteDatabase) throws(WeChatError) {
        self.kind = kind
        self.database = database
        settings = installation.configuration.sessions
        clock = installation.clock
        guard let account = installation.configuration.officialAccount.account else {
            throw .notConfigured("[official_account] app_id and app_secret")
        }
        appID = account.appID
    }

    /// Over a connection of its own to the database.
    package init(_ kind: SessionKind, _ installation: Installation) throws(WeChatError) {
        try self.init(kind, installation, installation.openDatabase())
    }

    /// The login that the request's cookie proves.
    ///
    /// - Throws: `notLoggedIn` when it proves none.
    package func login(of request: Request) throws(WeChatError) -> Login {
        guard let login = try loginIfAny(of: request) else { throw .notLoggedIn }
        return login
    }

    /// As `login`, nil when there is none.
    package func loginIfAny(of request: Request) throws(WeChatError) -> Login? {
        for hash in try shownHashes(request) {
            if let session = try database.session(kind, tokenHash: hash), session.isLive(clock.now()),
                let login = Login(session), login.appID == appID
            {
                return login
            }
        }
        return nil
    }

    /// The logged-in person as the database knows it; nil when nobody is.
    package func user(of request: Request) throws(WeChatError) -> User? {
        guard let login = try loginIfAny(of: request) else { return nil }
        return try database.user(login.userID)
    }

    /// The hashes of all ids that the request shows, whether or not there are such sessions.
    func shownHashes(_ request: Request) throws(WeChatError) -> [[UInt8]] {
        var hashes: [[UInt8]] = []
        for id in request.cookies(kind.cookie.text).prefix(Sessions.mostCookies) where Sessions.isID(id) {
            hashes.append(try Fingerprint.of(id))
        }
        return hashes
    }

    /// Whether the request shows a session, even one in which nobody has logged in yet.
    package func presence(_ request: Request) throws(WeChatError) -> SessionPresence {
        var presence = SessionPresence.none
        for hash in try shownHashes(request) {
            guard let session = try database.session(kind, tokenHash: hash) else { continue }
            if clock.now() < session.expiresAt { return .current }
            presence = .expired
        }
        return presence
    }

    /// A new session: for a person, or, until somebody has logged in, for nobody.
    ///
    /// - Returns: its id, which is only in the answer's cookie from now on.
    func open(userID: Int64?, openid: String?) throws(WeChatError) -> String {
        let id = Random.hexadecimal(Sessions.idLength)
        let now = clock.now()
        try database.insert(
            Session(
                tokenHash: Fingerprint.of(id), kind: kind, userID: userID, appID: appID, openid: openid,
                createdAt: now, expiresAt: now + kind.lifetime(settings), revokedAt: nil))
        return id
    }

    /// The cookie that carries a session's id.
    func cookie(_ id: String) -> SetCookie {
        SetCookie(
            kind.cookie, id, maxAge: Int(kind.lifetime(settings)), domain: settings.cookieDomain,
            isSecure: settings.isSecure)
    }

    private static func isID(_ text: String) -> Bool {
        text.utf8.count == idLength
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

/// What a request shows of a session.
package enum SessionPresence: Sendable {
    case none
    case expired
    case current
}
