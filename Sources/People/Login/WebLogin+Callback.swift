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
        let lock = try locks.wait(for: .login, stateHash, until: patience)
        defer { withExtendedLifetime(lock) {} }
        guard let row = try begun(state, stateHash), row.isOpen(account.clock.now()),
            let returnURL = ReturnURL(row.returnURL, allowedBy: installation)
        else { return .unknownState(mayRestart: state.mayRestart) }
        let pending = PendingLogin(returnURL: returnURL, scope: row.scope, mayRestart: state.mayRestart)
        switch try browser(of: request, fits: row) {
        case .none: return .noBrowser(pending)
        case .some(false): return .otherBrowser
        case .some(true): break
        }
        guard let code = try request.checkedQuery("code") else { return .declined(pending) }
        if row.usedAt != nil {
            return try repetition(row, pending, code, request) ?? .unknownState(mayRestart: state.mayRestart)
        }
        do throws(WeChatError) {
            return .done(try exchange(code, row, pending, profile, deadline, request, location))
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

    /// Whether the request comes from the browser that started the login; nil if unknown because it sends no cookie. A
    /// session proves nothing, not even the one that resulted from the login: other hosts of the domain can plant it.
    private func browser(of request: Request, fits state: LoginState) throws(WeChatError) -> Bool? {
        guard let wanted = state.browserMark else { return true }
        let shown = try BrowserBinding(installation.configuration).shownMarks(request)
        if shown.contains(wanted) { return true }
        return shown.isEmpty ? nil : false
    }

    /// The answer to a repeated callback with the same code, or with another one, as WeChat's web view sometimes sends:
    /// then only within seconds and from the same client, so that neither a state that somebody saw nor a planted
    /// cookie is worth a session. Only a bound browser gets the first one's answer.
    private func repetition(
        _ state: LoginState, _ pending: PendingLogin, _ code: String, _ request: Request
    ) throws(WeChatError) -> CallbackResult? {
        let isSameCode = try Fingerprint.of(code) == state.codeHash
        guard state.browserMark != nil else { return isSameCode ? .repeated(pending) : nil }
        let age = account.clock.now() - (state.usedAt ?? 0)
        let client = try ClientMark.of(request)
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
        _ code: String, _ state: LoginState, _ pending: PendingLogin, _ profileUse: ProfileUse, _ deadline: Deadline,
        _ request: Request, _ location: (CompletedLogin) -> String
    ) throws(WeChatError) -> Response {
        let token = try account.client.exchange(code, for: account.account, until: deadline)
        if token.isSnapshot { try refuseSnapshot() } else { try grants.keep(token) }
        let profile = try profile(token, profileUse, deadline)
        let target = location(
            CompletedLogin(
                returnURL: pending.returnURL, openid: token.openid, scope: state.scope, isSnapshot: token.isSnapshot,
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
