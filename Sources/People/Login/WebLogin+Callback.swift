package import HTTP
internal import JSON
internal import Platform
internal import Site
package import WeChat

extension WebLogin {
    /// Completes a login, or says why not.
    ///
    /// - Parameter location: makes the address to redirect to; called once per login, even when the callback comes
    ///   twice.
    package func complete(
        _ request: Request, profile: ProfileUse, location: (CompletedLogin) -> String
    ) throws(WeChatError) -> CallbackResult {
        guard let text = try request.checkedQuery("state") else { return .noState }
        guard let state = StateText(text) else { return .damagedState(try beginning(of: text)) }
        let stateHash = try Fingerprint.of(state.text)
        let deadline = account.client.deadline()
        // Longer than the deadline of the request that holds the lock, so that its answer is ready.
        let patience = Deadline(after: deadline.remaining * 2 + 1)
        return try locks.hold(.login, stateHash, until: patience) { () throws(WeChatError) in
            guard let row = try begun(state, stateHash), row.isOpen(account.clock.now()),
                let returnURL = ReturnURL(row.returnURL, allowedBy: installation)
            else { return .unknownState(mayRestart: state.mayRestart) }
            let pending = PendingLogin(returnURL: returnURL, scope: row.scope, mayRestart: state.mayRestart)
            let callback = Callback(request: request, state: row, pending: pending, profileUse: profile)
            return try answer(callback, until: deadline, location)
        }
    }

    /// A callback whose login is known.
    private struct Callback {
        let request: Request
        let state: LoginState
        let pending: PendingLogin
        let profileUse: ProfileUse
    }

    /// Under the login's lock.
    private func answer(
        _ callback: Callback, until deadline: Deadline, _ location: (CompletedLogin) -> String
    ) throws(WeChatError) -> CallbackResult {
        let pending = callback.pending
        switch try sender(of: callback) {
        case .withoutCookie: return .noBrowser(pending)
        case .another: return .otherBrowser
        case .rightOne: break
        }
        guard let code = try callback.request.checkedQuery("code") else { return .declined(pending) }
        if callback.state.usedAt != nil {
            return try repetition(callback, code) ?? .unknownState(mayRestart: pending.mayRestart)
        }
        do throws(WeChatError) {
            return .done(try exchange(code, callback, until: deadline, location))
        } catch {
            guard error.isUpstream else { throw error }
            return .failed(error, pending)
        }
    }

    /// The login of a state. The database has priority: it knows whether the login was completed.
    private func begun(_ state: StateText, _ hash: [UInt8]) throws(WeChatError) -> LoginState? {
        if let row = try database.loginState(kind, stateHash: hash) { return row }
        return try sealedStates.open(state, kind, hash: hash, now: account.clock.now())
    }

    /// The login with whose state a lengthened text begins.
    private func beginning(of text: String) throws(WeChatError) -> PendingLogin? {
        guard let state = StateText(atBeginningOf: text), let row = try begun(state, Fingerprint.of(state.text)),
            row.isOpen(account.clock.now()), let url = ReturnURL(row.returnURL, allowedBy: installation)
        else { return nil }
        return PendingLogin(returnURL: url, scope: row.scope, mayRestart: state.mayRestart)
    }

    /// Restarts a login that did not succeed, in the browser that sends this request.
    package func restart(_ request: Request, _ pending: PendingLogin) throws(WeChatError) -> Response {
        try start(request, returningTo: pending.returnURL, pending.scope, restarts: 1)
    }

    /// Restarts a login about which nothing is known any more.
    package func restart(_ request: Request, returningTo url: ReturnURL) throws(WeChatError) -> Response {
        try start(request, returningTo: url, .userInfo, restarts: 1)
    }

    /// The browser that sends a callback, compared with the one that started the login.
    private enum Sender {
        /// It proves to be the same, or the login is not bound to a browser.
        case rightOne
        case another
        /// It sends no cookie, so nothing tells.
        case withoutCookie
    }

    /// A session proves nothing, not even the one that resulted from the login: other hosts of the domain can plant it.
    private func sender(of callback: Callback) throws(WeChatError) -> Sender {
        guard let wanted = callback.state.browserMark else { return .rightOne }
        let shown = try BrowserBinding(installation.configuration).shownMarks(callback.request)
        if shown.contains(wanted) { return .rightOne }
        return shown.isEmpty ? .withoutCookie : .another
    }

    /// The answer to a repeated callback with the same code, or with another one, as WeChat's web view sometimes sends:
    /// then only within seconds and from the same client, so that neither a state that somebody saw nor a planted
    /// cookie is worth a session. Only a bound browser gets the first one's answer.
    private func repetition(
        _ callback: Callback, _ code: String
    ) throws(WeChatError) -> CallbackResult? {
        let state = callback.state
        let isSameCode = try Fingerprint.of(code) == state.codeHash
        guard state.browserMark != nil else { return isSameCode ? .repeated(callback.pending) : nil }
        let age = account.clock.now() - (state.usedAt ?? 0)
        let client = try ClientMark.of(callback.request)
        let isDoubled = age <= LoginState.doubled && client == state.clientHash
        guard isSameCode || isDoubled, let sealed = state.outcome,
            let text = try keys.open(sealed, for: outcomeContext(state)),
            let outcome = try? JSONValue(parsing: Array(text.utf8), limits: .own),
            let location = outcome["location"]?.string,
            let session = outcome["session"]?.string
        else { return nil }
        return .done(redirect(to: location, session))
    }

    private func exchange(
        _ code: String, _ callback: Callback, until deadline: Deadline, _ location: (CompletedLogin) -> String
    ) throws(WeChatError) -> Response {
        let (request, state) = (callback.request, callback.state)
        let token = try account.client.exchange(code, for: account.account, until: deadline)
        if token.isSnapshot { try refuseSnapshot() } else { try grants.keep(token) }
        let profile = try profile(token, callback.profileUse, deadline)
        let target = location(
            CompletedLogin(
                returnURL: callback.pending.returnURL, openid: token.openid, scope: state.scope,
                isSnapshot: token.isSnapshot,
                profile: profile))
        let session = try token.isSnapshot ? openSnapshot(token) : open(token, try? profile?.get())
        try keep(state, code: code, client: ClientMark.of(request), location: target, session: session)
        if let mark = state.sessionMark { try endSession(mark, of: request) }
        return redirect(to: target, session)
    }

    /// Opens a session for a real person, who becomes a user.
    private func open(_ token: OAuthToken, _ profile: UserProfile?) throws(WeChatError) -> String {
        let person = SignIn(
            appID: account.account.appID, openid: token.openid, unionid: profile?.unionid ?? token.unionid,
            profile: profile)
        return try sessions.open(userID: database.signIn(person, now: account.clock.now()), openid: token.openid)
    }

    /// Ends the session that the browser had when the login began, if it still sends it. Other sessions are left alone,
    /// so that nobody's link ends another's session.
    private func endSession(_ mark: [UInt8], of request: Request) throws(WeChatError) {
        for hash in try sessions.shownHashes(request) where hash.starts(with: mark) {
            try database.revokeSession(tokenHash: hash, now: account.clock.now())
        }
    }

    private func profile(
        _ token: OAuthToken, _ use: ProfileUse, _ deadline: Deadline
    ) throws(WeChatError) -> Result<UserProfile, WeChatError>? {
        // A virtual person's profile is not stored, so no login fails for lack of it.
        guard use != .none, !(token.isSnapshot && use == .required) else { return nil }
        guard token.allowsUserInfo else {
            // Somebody changed the scope on the way.
            guard use == .required else { return nil }
            throw .refused(Refusal(call: "sns/userinfo", code: 48001, message: "the person allowed the openid only"))
        }
        do {
            return .success(
                try account.client.userInfo(token.openid, accessToken: token.accessToken, until: deadline))
        } catch {
            guard use == .optional else { throw error }
            return .failure(error)
        }
    }

    private func keep(
        _ state: LoginState, code: String, client: [UInt8], location: String, session: String
    ) throws(WeChatError) {
        var state = state
        let outcome: JSONValue = ["location": .string(location), "session": .string(session)]
        state.usedAt = account.clock.now()
        state.codeHash = try Fingerprint.of(code)
        state.clientHash = client
        if state.browserMark != nil { state.outcome = try keys.seal(outcome.text, for: outcomeContext(state)) }
        try database.complete(state)
    }

    private func outcomeContext(_ state: LoginState) -> String {
        "login_states.outcome " + state.stateHash.map { String($0) }.joined(separator: ".")
    }

    private func redirect(to location: String, _ session: String) -> Response {
        var response = Response.redirect(to: location)
        if let cookie = sessions.cookie(session) { response.set(cookie) }
        return response
    }
}
