internal import HTTP
internal import JSON
internal import Platform
package import Site
internal import Storage
package import WeChat

/// The users of the mini program, for one documented API: their logins by code, session keys and profiles.
package final class MiniPeople {
    package let sessions: Sessions
    let program: MiniProgram
    let database: SiteDatabase
    let keys: KeyRing
    let locks: Locks
    let clock: Clock
    private let encryptedPhone: LoginSettings.EncryptedPhone

    package init(_ kind: SessionKind, _ installation: Installation) throws(WeChatError) {
        program = try installation.miniProgram()
        database = try installation.openDatabase()
        sessions = try Sessions(kind, installation, database)
        keys = try installation.keyRing()
        locks = try installation.locks()
        clock = installation.clock
        encryptedPhone = installation.configuration.login.encryptedPhone
    }

    /// Exchanges the code of a `wx.login`, and stores the session_key, sealed.
    ///
    /// - Parameters:
    ///   - prover: the mark of the client for whose next login at the wx-auth API this proves the openid; nil:
    ///     nobody's.
    ///   - then: what else to store for this login in the same transaction, since each transaction waits for the disk.
    package func exchange<T>(
        _ code: String, provesFor prover: [UInt8]? = nil, then: (MiniExchange) throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        let answer = try program.client.session(for: code, of: program.account, until: program.client.deadline())
        let (appID, now) = (program.account.appID, clock.now())
        let session = MiniSession(
            appID: appID, openid: answer.openid,
            sessionKey: try keys.seal(answer.sessionKey, for: MiniSession.context(appID, answer.openid)),
            unionid: answer.unionid, exchangedAt: now, provedAt: prover == nil ? nil : now,
            proverMark: prover, handlesSince: now)
        return try database.transaction { () throws(WeChatError) in
            try database.replace(session)
            return try then(
                MiniExchange(
                    openid: answer.openid, unionid: answer.unionid, sessionKey: Secret(answer.sessionKey)))
        }
    }

    /// The user with a proven openid, created if missing, and merged with the user of the same unionid, if WeChat told
    /// one.
    package func signIn(_ openid: String, unionid: String? = nil) throws(WeChatError) -> Int64 {
        let appID = program.account.appID
        let known = unionid == nil ? try database.miniSession(appID: appID, openid: openid)?.unionid : unionid
        return try database.signIn(
            SignIn(appID: appID, openid: openid, unionid: known, profile: nil), now: clock.now())
    }

    /// Opens a session for a user and returns its id.
    package func openSession(_ userID: Int64, _ openid: String) throws(WeChatError) -> String {
        try sessions.open(userID: userID, openid: openid)
    }

    /// - Throws: `badToken` when the user no longer exists.
    package func user(_ id: Int64?) throws(WeChatError) -> User {
        guard let user = try database.user(id) else { throw .badToken(.orphaned) }
        return user
    }

    /// The user of a mini-program openid; nil when it is new.
    package func user(openid: String) throws(WeChatError) -> User? {
        guard let identity = try database.identity(appID: program.account.appID, openid: openid) else { return nil }
        return try database.user(identity.userID)
    }

    /// Opens data that WeChat encrypted under the session_key of the person's last login.
    package func open(_ data: UserData, of openid: String) throws(WeChatError) -> UserData.Content {
        let appID = program.account.appID
        guard let session = try database.miniSession(appID: appID, openid: openid),
            let key = try keys.open(session.sessionKey, for: MiniSession.context(appID, openid))
        else { throw .undecipherable("no session_key is kept for this person") }
        return try open(data, of: openid, sessionKey: Secret(key))
    }

    /// As above, under a session_key that the caller brought. What a phone number counts for depends on `[login]
    /// encrypted_phone`.
    ///
    /// - Throws: `request` for a phone number when the site refuses them.
    func open(_ data: UserData, of openid: String, sessionKey: Secret) throws(WeChatError) -> UserData.Content {
        let content = try data.open(
            sessionKey: sessionKey, appID: program.account.appID, openid: openid, now: clock.now())
        guard case .phone(let phone) = content else { return content }
        guard encryptedPhone != .refuse else {
            throw .request(
                .invalid(data.parameter, reason: "is a phone number, which this site takes by phone_code only"))
        }
        return .phone(phone.verified(encryptedPhone == .accept))
    }

    /// Changes a user. Data that a client passes on, encrypted or not, never merge two users: only WeChat's server
    /// tells a unionid (`jscode2session`), at login. AES-CBC lets attackers put somebody else's into their own data.
    ///
    /// - Returns: the changed user.
    package func update(_ userID: Int64?, _ change: UserChange) throws(WeChatError) -> User {
        try database.update(userID, change, now: clock.now())
        return try user(userID)
    }
}

/// The result of exchanging a login code.
package struct MiniExchange: Sendable {
    package let openid: String
    package let unionid: String?
    /// It never leaves this installation.
    let sessionKey: Secret
}
