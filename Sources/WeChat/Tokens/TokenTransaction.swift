internal import Platform

/// What a process may do while it holds a token store's lock. The lock is released when this goes out of scope.
struct TokenTransaction: ~Copyable {
    private let store: TokenStore
    private let lock: FileLock
    private let deadline: Deadline
    private var file: TokenFile

    init(of store: TokenStore, holding lock: consuming FileLock, until deadline: Deadline) throws(WeChatError) {
        // Read only now: the previous holder of the lock may have just written.
        let file = try store.read()
        self.store = store
        self.lock = lock
        self.deadline = deadline
        self.file = file
    }

    /// The valid credential, fetched if there is none.
    consuming func obtain(_ kind: CredentialKind) throws(WeChatError) -> Credential { try ensure(kind) }

    /// Fetches a successor.
    consuming func fetch(_ kind: CredentialKind) throws(WeChatError) -> Credential { try issue(kind) }

    /// Fetches a successor if it is still due. If that fails for whatever reason, the old one is returned while it is
    /// valid, and nobody tries again for half a minute.
    consuming func renewAhead(_ kind: CredentialKind) throws(WeChatError) -> Credential {
        guard var credential = file.credentials[kind.name], credential.remaining(store.clock) > 0 else {
            return try ensure(kind)
        }
        guard credential.isDueForRenewal(store.clock) else { return credential }
        credential.renewAfter = store.clock.now() + Credential.renewalPause
        file.credentials[kind.name] = credential
        do {
            try store.write(file)
            return try issue(kind)
        } catch { return credential }
    }

    /// A token other than `failed`: the stored one, else the one that WeChat now gives, else, if that is the very token
    /// that failed, a forced one if the budget allows it.
    consuming func replaceAccessToken(failed: String) throws(WeChatError) -> String { try replace(failed) }

    private mutating func replace(_ failed: String) throws(WeChatError) -> String {
        if let held = usable(.accessToken), held.value != failed { return held.value }
        let normal = try issue(.accessToken)
        guard normal.value == failed else { return normal.value }
        let now = store.clock.now()
        guard file.allowsForcedRefresh(now: now) else {
            throw .unavailable(
                call: "cgi-bin/stable_token",
                reason: "the token in force is refused, and it was replaced too often today")
        }
        // Counted beforehand: a process killed in between must not leave the budget too large.
        file.noteForcedRefresh(now: now)
        try store.write(file)
        return try issue(.accessToken, force: true).value
    }

    private func usable(_ kind: CredentialKind) -> Credential? {
        guard let credential = file.credentials[kind.name], credential.remaining(store.clock) > 0 else { return nil }
        return credential
    }

    private mutating func ensure(_ kind: CredentialKind) throws(WeChatError) -> Credential {
        if let credential = usable(kind) { return credential }
        if let refusal = store.refusal(kind, in: file) { throw .refused(refusal) }
        return try issue(kind)
    }

    /// Writes the file before asking: if a token could not be stored afterwards, every request would ask for one again.
    private mutating func issue(_ kind: CredentialKind, force: Bool = false) throws(WeChatError) -> Credential {
        try store.write(file)
        do {
            let issued = try ask(for: kind, force: force)
            return try keep(Credential(issued, clock: store.clock), as: kind)
        } catch {
            try remember(error, of: kind)
            throw error
        }
    }

    private mutating func ask(for kind: CredentialKind, force: Bool) throws(WeChatError) -> Issued {
        switch kind {
        case .accessToken: try store.issuer.accessToken(for: store.account, force: force, until: deadline)
        case .ticket(let type): try askForTicket(type)
        }
    }

    /// A ticket is fetched with an access token, which may be refused once.
    private mutating func askForTicket(_ type: TicketType) throws(WeChatError) -> Issued {
        let token = try ensure(.accessToken).value
        do { return try store.issuer.ticket(type, accessToken: token, until: deadline) } catch {
            guard case .refused(let refusal) = error, refusal.meansStaleToken else { throw error }
            return try store.issuer.ticket(type, accessToken: replace(token), until: deadline)
        }
    }

    private mutating func keep(_ credential: Credential, as kind: CredentialKind) throws(WeChatError) -> Credential {
        var credential = credential
        // WeChat returned the one that we had: it does not issue another yet.
        if credential.value == file.credentials[kind.name]?.value {
            credential.renewAfter = store.clock.now() + Credential.renewalPause
        }
        file.credentials[kind.name] = credential
        file.refusals[kind.name] = nil
        try store.write(file)
        return credential
    }

    private mutating func remember(_ error: WeChatError, of kind: CredentialKind) throws(WeChatError) {
        guard case .refused(let refusal) = error else { return }
        let now = store.clock.now()
        file.refusals[kind.name] = TokenFile.RememberedRefusal(
            refusal: refusal, at: now, until: now + refusal.lasts, secretFingerprint: store.secretFingerprint)
        try store.write(file)
    }
}
