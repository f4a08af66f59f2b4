internal import Crypto
package import Platform

/// The access token and tickets of one account, shared by every process of the host through one locked file.
///
/// Readers never lock: they check whether the file has changed, and parse it only if it has. A process that has to
/// refresh takes the lock, reads again because another may have been faster, asks WeChat, and replaces the file by
/// rename. A process that is killed at any point leaves either the old file or the new one, and the kernel releases its
/// lock. While a credential is valid, at most one process renews it and all others keep using it; they wait only when
/// there is no valid one.
package final class TokenStore {
    let account: Account
    let issuer: any TokenIssuer
    let clock: Clock
    private let path: String
    private let lockPath: String
    private var identity: FileIdentity?
    private var cached = TokenFile()

    /// - Parameter directory: closed to others; it must exist.
    package init(directory: String, account: Account, issuer: any TokenIssuer, clock: Clock) {
        self.account = account
        self.issuer = issuer
        self.clock = clock
        path = "\(directory)/\(account.appID).json"
        lockPath = "\(directory)/\(account.appID).lock"
    }

    /// The access token for calls to `cgi-bin/*`.
    package func accessToken(until deadline: Deadline) throws(WeChatError) -> String {
        try current(.accessToken, until: deadline).value
    }

    /// The ticket for JS-SDK signatures.
    package func ticket(_ type: TicketType, until deadline: Deadline) throws(WeChatError) -> String {
        try current(.ticket(type), until: deadline).value
    }

    /// The token to use after WeChat refused one with 40001, 40014 or 42001.
    ///
    /// Compare and swap: if the store already holds another one, that is the answer, and nothing is fetched, however
    /// many requests failed at once. The caller retries once with it, and never again.
    package func replacement(forFailed token: String, until deadline: Deadline) throws(WeChatError) -> String {
        try transaction(until: deadline).replaceAccessToken(failed: token)
    }

    /// Fetches a credential although it is still valid, as `wechatctl token refresh` does: in normal mode, which costs
    /// nothing of the budget for forced refreshes.
    package func renew(_ kind: CredentialKind, until deadline: Deadline) throws(WeChatError) -> Credential {
        try transaction(until: deadline).fetch(kind)
    }

    /// The stored credential, without any call; nil when the kind was never fetched.
    package func stored(_ kind: CredentialKind) throws(WeChatError) -> Credential? {
        try read().credentials[kind.name]
    }

    /// The refusal with which requests are answered at present, if any.
    package func refusal(_ kind: CredentialKind) throws(WeChatError) -> Refusal? { try refusal(kind, in: read()) }

    /// Unix times of the forced refreshes of the last day.
    package func forcedRefreshes() throws(WeChatError) -> [Int64] { try read().forcedAt }

    /// The valid credential; fetched if there is none, renewed ahead of time if it is due.
    package func current(_ kind: CredentialKind, until deadline: Deadline) throws(WeChatError) -> Credential {
        let file = try read()
        guard let credential = file.credentials[kind.name], credential.remaining(clock) > 0 else {
            if let refusal = refusal(kind, in: file) { throw .refused(refusal) }
            return try transaction(until: deadline).obtain(kind)
        }
        guard credential.isDueForRenewal(clock) else { return credential }
        return try renewAhead(kind, holding: credential, until: deadline)
    }

    /// Renews a valid credential, unless another process does so.
    private func renewAhead(
        _ kind: CredentialKind, holding credential: Credential, until deadline: Deadline
    ) throws(WeChatError) -> Credential {
        // Another holds the lock, or it cannot be taken at all: the credential is valid, and that is what was asked
        // for.
        guard let lock = try? FileLock(trying: lockPath) else { return credential }
        return try TokenTransaction(of: self, holding: lock, until: deadline).renewAhead(kind)
    }

    private func transaction(until deadline: Deadline) throws(WeChatError) -> TokenTransaction {
        let lock: FileLock?
        let given = deadline.remaining
        do throws(FileSystemError) { lock = try FileLock(waitingFor: lockPath, until: deadline) } catch {
            throw .storage(error)
        }
        guard let lock else {
            // A request without time to wait learned nothing about the one that asks.
            if given >= 1 { issuer.noteSilence() }
            throw .timedOut(call: "token store of \(account.appID)")
        }
        return try TokenTransaction(of: self, holding: lock, until: deadline)
    }

    /// The file's present content; parsed only if it has changed.
    func read() throws(WeChatError) -> TokenFile {
        let identity = FileIdentity(path)
        if identity == self.identity { return cached }
        do throws(FileSystemError) {
            cached = identity == nil ? TokenFile() : TokenFile(try FileSystem.read(path, limit: 1 << 20)) ?? TokenFile()
        } catch {
            // Too large to be ours: counts as absent.
            guard error.code == 0 else { throw .storage(error) }
            cached = TokenFile()
        }
        self.identity = identity
        return cached
    }

    /// Replaces the file. Only for the lock's holder.
    func write(_ file: TokenFile) throws(WeChatError) {
        do throws(FileSystemError) { try FileSystem.replace(path, with: file.bytes) } catch {
            throw .storage(error)
        }
    }

    func refusal(_ kind: CredentialKind, in file: TokenFile) -> Refusal? {
        guard let remembered = file.refusals[kind.name], remembered.holds(clock, secretFingerprint: secretFingerprint)
        else { return nil }
        return remembered.refusal
    }

    /// Distinguishes app secrets without revealing them; if it cannot be computed it is empty, which no secret has.
    var secretFingerprint: String {
        let digest = try? Digest.sha256(Array((account.appID + ":" + account.secret.exposed).utf8))
        return Hex.encode(Array((digest ?? []).prefix(8)))
    }
}
