internal import Crypto
package import Platform

/// The access token and tickets of one account, shared by every process of the host through one locked file.
///
/// Readers never lock: they look whether the file is still the one that they read, and parse it only when it is not. Who
/// must refresh takes the lock, reads again, since another process may have been faster, asks WeChat, and puts a new
/// file in the place of the old one by rename. A process that is killed at any point leaves the old file or the new, and
/// the kernel gives its lock back. While a credential still holds, at most one process renews it and all others go on with
/// it; only when none holds do they wait.
package final class TokenStore {
    let account: Account
    let issuer: any TokenIssuer
    let clock: Clock
    private let path: String
    private let lockPath: String
    private var identity: FileIdentity?
    private var cached = TokenFile()

    /// - Parameter directory: closed to others; it must be there.
    package init(directory: String, account: Account, issuer: any TokenIssuer, clock: Clock) {
        self.account = account
        self.issuer = issuer
        self.clock = clock
        path = "\(directory)/\(account.appID).json"
        lockPath = "\(directory)/\(account.appID).lock"
    }

    /// The access token for calls of `cgi-bin/*`.
    package func accessToken(until deadline: Deadline) throws(WeChatError) -> String {
        try current(.accessToken, until: deadline).value
    }

    /// The ticket that JS-SDK signatures are made with.
    package func ticket(_ type: TicketType, until deadline: Deadline) throws(WeChatError) -> String {
        try current(.ticket(type), until: deadline).value
    }

    /// The token to use instead of one that WeChat refused with 40001, 40014 or 42001.
    ///
    /// Compare and swap: when the store holds another one by now, that is the answer, and nothing is fetched, however many
    /// requests failed at once. The caller tries once more with it, and never again.
    package func replacement(forFailed token: String, until deadline: Deadline) throws(WeChatError) -> String {
        try transaction(until: deadline).replaceAccessToken(failed: token)
    }

    /// Fetches a credential even though it still holds, as `wechatctl token refresh` asks for: in normal mode, which
    /// costs nothing of the budget for forced refreshes.
    package func renew(_ kind: CredentialKind, until deadline: Deadline) throws(WeChatError) -> Credential {
        try transaction(until: deadline).fetch(kind)
    }

    /// What the file holds now, without asking anybody: nil when the kind was never fetched.
    package func stored(_ kind: CredentialKind) throws(WeChatError) -> Credential? {
        try read().credentials[kind.name]
    }

    /// The refusal that requests are answered with at present, if any.
    package func refusal(_ kind: CredentialKind) throws(WeChatError) -> Refusal? { try refusal(kind, in: read()) }

    /// Unix times of the forced refreshes of the last day.
    package func forcedRefreshes() throws(WeChatError) -> [Int64] { try read().forcedAt }

    /// The credential that holds now; fetched when there is none, renewed ahead when it is due.
    package func current(_ kind: CredentialKind, until deadline: Deadline) throws(WeChatError) -> Credential {
        let file = try read()
        guard let credential = file.credentials[kind.name], credential.remaining(clock) > 0 else {
            if let refusal = refusal(kind, in: file) { throw .refused(refusal) }
            return try transaction(until: deadline).obtain(kind)
        }
        guard credential.isDueForRenewal(clock) else { return credential }
        return try renewAhead(kind, holding: credential, until: deadline)
    }

    /// Renews a credential that still holds, unless another process is at it.
    private func renewAhead(
        _ kind: CredentialKind, holding credential: Credential, until deadline: Deadline
    ) throws(WeChatError) -> Credential {
        // A lock that another holds, or that cannot be had at all: the credential holds, and that is what was asked for.
        guard let lock = try? FileLock(trying: lockPath) else { return credential }
        return try TokenTransaction(of: self, holding: lock, until: deadline).renewAhead(kind)
    }

    private func transaction(until deadline: Deadline) throws(WeChatError) -> TokenTransaction {
        let lock: FileLock?
        let given = deadline.remaining
        do throws(FileSystemError) { lock = try FileLock(waitingFor: lockPath, until: deadline) } catch {
            throw .storage("\(error)")
        }
        guard let lock else {
            // Who had no time to wait knows nothing of the one who asks.
            if given >= 1 { issuer.noteSilence() }
            throw .timedOut(call: "token store of \(account.appID)")
        }
        return try TokenTransaction(of: self, holding: lock, until: deadline)
    }

    /// The file as it is now; parsed only when it is another one than at the last look.
    func read() throws(WeChatError) -> TokenFile {
        let identity = FileIdentity(path)
        if identity == self.identity { return cached }
        do throws(FileSystemError) {
            cached = identity == nil ? TokenFile() : TokenFile(try FileSystem.read(path, limit: 1 << 20)) ?? TokenFile()
        } catch {
            // Too large to be ours: as good as none.
            guard error.code == 0 else { throw .storage("\(error)") }
            cached = TokenFile()
        }
        self.identity = identity
        return cached
    }

    /// Puts a new file in the old one's place. Only for the lock's holder.
    func write(_ file: TokenFile) throws(WeChatError) {
        do throws(FileSystemError) { try FileSystem.replace(path, with: file.bytes) } catch {
            throw .storage("\(error)")
        }
    }

    func refusal(_ kind: CredentialKind, in file: TokenFile) -> Refusal? {
        guard let remembered = file.refusals[kind.name], remembered.holds(clock, secretFingerprint: secretFingerprint)
        else { return nil }
        return remembered.refusal
    }

    /// Tells one app secret from another without giving it away; empty, which no secret has, when it cannot be made.
    var secretFingerprint: String {
        let digest = try? Digest.sha256(Array((account.appID + ":" + account.secret.exposed).utf8))
        return Hex.encode(Array((digest ?? []).prefix(8)))
    }
}
