internal import Platform
package import Site
internal import Storage
package import WeChat

/// The sessions of one documented API. `Sessions+Cookies` is for APIs whose clients are browsers.
package struct Sessions {
    let kind: SessionKind
    let database: SiteDatabase
    let settings: SessionSettings
    let appID: String
    let clock: Clock

    /// Hexadecimal digits of an id: 256 random bits.
    private static let idLength = 64

    init(_ kind: SessionKind, _ installation: Installation, _ database: SiteDatabase) throws(WeChatError) {
        self.kind = kind
        self.database = database
        settings = installation.configuration.sessions
        clock = installation.clock
        appID = try (kind.isMiniProgram ? installation.requiredMiniProgram() : installation.requiredOfficialAccount())
            .appID
    }

    /// With its own connection to the database.
    package init(_ kind: SessionKind, _ installation: Installation) throws(WeChatError) {
        try self.init(kind, installation, installation.openDatabase())
    }

    /// The login of an id, as a mini program sends it in a header.
    ///
    /// - Throws: `badToken` when it proves none.
    package func login(byID id: String) throws(WeChatError) -> Login {
        guard Sessions.isID(id) else { throw .badToken(.malformed) }
        guard let session = try database.session(kind, tokenHash: Fingerprint.of(id)), session.appID == appID,
            let login = Login(session)
        else { throw .badToken(.unknown) }
        guard session.revokedAt == nil else { throw .badToken(.revoked) }
        guard session.isLive(clock.now()) else { throw .badToken(.expired) }
        return login
    }

    /// Opens a session.
    ///
    /// - Parameter userID: nil for the visitor of a snapshot page.
    /// - Returns: its id, which from now on exists only in the answer.
    package func open(userID: Int64?, openid: String) throws(WeChatError) -> String {
        let id = Random.hexadecimal(Sessions.idLength)
        let now = clock.now()
        try database.insert(
            Session(
                tokenHash: Fingerprint.of(id), kind: kind, userID: userID, appID: appID, openid: openid,
                createdAt: now, expiresAt: now + kind.lifetime(settings), revokedAt: nil), keeping: settings.perUser)
        return id
    }

    static func isID(_ text: String) -> Bool {
        text.utf8.count == idLength
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
