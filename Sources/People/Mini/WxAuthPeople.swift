package import HTTP
internal import JSON
internal import Platform
package import Site
internal import Storage
package import WeChat

/// How the wx-auth API identifies its callers: by a login token, or by an openid with proof.
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

    /// Exchanges a code, which proves the openid for the next login of the requesting client.
    package func exchange<T>(
        _ code: String, by request: Request, then: (MiniExchange) throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        try people.exchange(code, provesFor: ClientMark.of(request), then: then)
    }

    /// A new login token for a user.
    package func token(for userID: Int64, _ openid: String) throws(WeChatError) -> String {
        let session = try people.openSession(userID, openid)
        return try signer.sign(userID: userID, sessionID: session, lifetime: lifetime)
    }

    /// The login of a login token.
    ///
    /// - Throws: `badToken`.
    package func login(byToken token: String) throws(WeChatError) -> Login {
        let claims = try signer.verify(token)
        // Two users may have been merged since: the session has the present one.
        return try people.sessions.login(byID: claims.sessionID)
    }

    /// A handle for a session_key, which the client passes back when registering.
    package func handle(_ exchange: MiniExchange) throws(WeChatError) -> String {
        try SessionKeyHandle(openid: exchange.openid, sessionKey: exchange.sessionKey, madeAt: people.clock.now())
            .text(keys: people.keys)
    }

    /// Why a caller may act for an openid.
    package struct Proof: Sendable {
        package let openid: String
        /// The client whose exchange it is, valid for one login; nil: something better than an exchange.
        fileprivate let exchange: [UInt8]?
        /// When the handle was made, in Unix seconds; nil: the proof is not a handle.
        fileprivate var handleMadeAt: Int64?
    }

    /// The proof that a caller may act for an openid: it has the person's handle, or the same client exchanged the
    /// person's code within the last ten minutes and nobody has logged in with that yet, or the operator has opened the
    /// API to everybody who knows an openid.
    ///
    /// Source: `docs/protocol/wx-auth.md`, "`login`".
    /// - Throws: `unproven`.
    package func proof(of openid: String, handle: String?, _ request: Request) throws(WeChatError) -> Proof {
        if mode == .open { return Proof(openid: openid, exchange: nil) }
        if let handle, let live = try liveHandle(handle, of: openid) {
            return Proof(openid: openid, exchange: nil, handleMadeAt: live.madeAt)
        }
        let mark = try ClientMark.of(request)
        guard mode == .recentExchange,
            let session = try people.database.miniSession(appID: people.program.account.appID, openid: openid),
            let time = session.provedAt, provingTimes.contains(time), session.proverMark == mark
        else { throw .unproven }
        return Proof(openid: openid, exchange: mark)
    }

    private var provingTimes: ClosedRange<Int64> {
        let now = people.clock.now()
        return now - WxAuthPeople.proofLifetime + 1...now
    }

    /// Logs in the person with a proven openid, completely or not at all: the user, created if missing, with the
    /// change.
    ///
    /// - Throws: `unproven` when another login used the exchange meanwhile, or the handle was revoked.
    package func logIn(_ proof: Proof, _ change: UserChange?) throws(WeChatError) -> (user: User, token: String) {
        try people.database.transaction { () throws(WeChatError) in
            if let mark = proof.exchange {
                let isGood = try people.database.spendProof(
                    appID: people.program.account.appID, openid: proof.openid, prover: mark, exchangedIn: provingTimes)
                guard isGood else { throw .unproven }
            }
            if let madeAt = proof.handleMadeAt {
                let session = try people.database.miniSession(appID: people.program.account.appID, openid: proof.openid)
                guard let session, madeAt >= session.handlesSince else { throw .unproven }
            }
            let userID = try people.signIn(proof.openid)
            let user =
                if let change { try people.update(userID, change) } else { try people.user(userID) }
            return (user, try token(for: userID, proof.openid))
        }
    }

    /// The phone number in data that WeChat encrypted under the session_key of a handle.
    package func phone(_ data: UserData, handle: String, of openid: String) throws(WeChatError) -> PhoneNumber {
        guard let found = try liveHandle(handle, of: openid) else {
            throw .undecipherable("session_key is no handle of this person's, or is over")
        }
        guard case .phone(let phone) = try people.open(data, of: openid, sessionKey: found.sessionKey) else {
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
