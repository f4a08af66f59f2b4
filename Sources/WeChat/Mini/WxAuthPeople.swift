internal import JSON
internal import Platform

/// The wx-auth API's ways to know who calls: a login token, or an openid with proof.
package final class WxAuthPeople {
    package let people: MiniPeople
    private let signer: TokenSigner
    private let lifetime: Int64
    private let mode: LoginSettings.OpenIDLogin

    /// Seconds for which an exchanged code proves the openid.
    private static let proofLifetime: Int64 = 600

    package init(_ installation: Installation) throws(WeChatError) {
        people = try MiniPeople(.wxAuth, installation)
        let settings = installation.configuration
        lifetime = Int64(settings.sessions.lifetime)
        mode = settings.login.openidLogin
        signer = TokenSigner(
            try installation.keyFile(.jwt), issuer: settings.publicURL.text, audience: people.program.account.appID,
            clock: installation.clock)
    }

    /// A new login token for a user.
    package func token(for userID: Int64, _ openid: String) throws(WeChatError) -> String {
        let session = try people.openSession(userID, openid)
        return try signer.sign(userID: userID, sessionID: session, lifetime: lifetime)
    }

    /// Who shows this login token.
    ///
    /// - Throws: `badToken`.
    package func login(byToken token: String) throws(WeChatError) -> Login {
        let claims = try signer.verify(token)
        // Two users may have been merged since: the session says who it is now.
        return try people.sessions.login(byID: claims.sessionID)
    }

    /// A handle for a session_key, which the client passes back at registration.
    package func handle(_ exchange: MiniExchange) throws(WeChatError) -> String {
        try SessionKeyHandle(openid: exchange.openid, sessionKey: exchange.sessionKey, madeAt: people.clock.now())
            .text(keys: people.keys)
    }

    /// Checks that the caller may speak for an openid: a code of it was exchanged in the last ten minutes, or the handle is
    /// its own; or the operator has opened the API to all who know an openid.
    ///
    /// - Throws: `unproven`.
    package func requireProof(of openid: String, handle: String?) throws(WeChatError) {
        if mode == .open { return }
        if let handle, try liveHandle(handle, of: openid) != nil { return }
        guard mode == .recentExchange else { throw .unproven }
        let session = try people.database.miniSession(appID: people.program.account.appID, openid: openid)
        guard let provedAt = session?.provedAt, (0..<WxAuthPeople.proofLifetime).contains(people.clock.now() - provedAt)
        else { throw .unproven }
    }

    /// The phone number in data that WeChat encrypted under the session_key of a handle.
    package func phone(_ data: UserData, handle: String, of openid: String) throws(WeChatError) -> PhoneNumber {
        guard let found = try liveHandle(handle, of: openid) else {
            throw .undecipherable("session_key is no handle of this person's, or is over")
        }
        let content = try data.open(
            sessionKey: found.sessionKey, appID: people.program.account.appID, openid: openid)
        guard content["openId"] == nil, let phone = PhoneNumber(content) else {
            throw .undecipherable("there is no phone number in it")
        }
        return phone
    }

    private func liveHandle(_ text: String, of openid: String) throws(WeChatError) -> SessionKeyHandle? {
        guard let handle = try SessionKeyHandle(text, keys: people.keys), handle.openid == openid,
            let session = try people.database.miniSession(appID: people.program.account.appID, openid: openid),
            handle.madeAt >= session.handlesSince, people.clock.now() - handle.madeAt < lifetime
        else { return nil }
        return handle
    }
}
