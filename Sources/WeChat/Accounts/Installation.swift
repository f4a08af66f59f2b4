package import Platform

/// One installation of wechat-fcgi: a checked configuration and a state directory that is ready for use.
package final class Installation: Sendable {
    package let configuration: Configuration
    package let clock: Clock
    /// The request that is in hand: an installation is one worker's.
    package let current = CurrentRequest()

    /// Makes the state directory when it is not there, and refuses one that others can enter.
    package init(_ configuration: Configuration, clock: Clock = .system) throws(FileSystemError) {
        self.configuration = configuration
        self.clock = clock
        try FileSystem.makePrivateDirectory(configuration.stateDirectory)
        try Self.denyFiles(in: configuration.stateDirectory)
        try FileSystem.makePrivateDirectory(tokenDirectory)
    }

    /// What a `.htaccess` must hold, outside of any section, for Apache and LiteSpeed to serve nothing beside and below it.
    package static let denial = "Require all denied"

    /// Puts a file into the state directory by which Apache and LiteSpeed serve nothing of it, wherever it lies.
    private static func denyFiles(in directory: String) throws(FileSystemError) {
        let path = directory + "/.htaccess"
        if FileSystem.exists(path) { return }
        try FileSystem.replace(path, with: Array((denial + "\n").utf8), survivesPowerCut: false, isLocked: false)
    }

    /// Unix time in whole seconds.
    package var now: @Sendable () -> Int64 { clock.now }

    /// Where the token files are.
    package var tokenDirectory: String { configuration.stateDirectory + "/tokens" }

    /// Where the database is.
    package var databasePath: String { configuration.stateDirectory + "/wechat.sqlite3" }

    /// The keys that seal what the database holds, or those derived from them for another use.
    func keyRing(for use: KeyRing.Use = .database) throws(WeChatError) -> KeyRing {
        KeyRing(try keyFile(.sealing), for: use)
    }

    /// The keys of one purpose.
    package func keyFile(_ purpose: KeyFile.Purpose) throws(WeChatError) -> KeyFile {
        KeyFile(purpose, directory: try privateDirectory("keys"), clock: clock)
    }

    /// The locks that processes of this host share.
    func locks() throws(WeChatError) -> Locks { Locks(directory: try privateDirectory("locks")) }

    /// Where a lock of this host's processes is, by its file's name.
    package func lockPath(_ name: String) throws(WeChatError) -> String { try privateDirectory("locks") + "/" + name }

    /// The official account, ready to be asked.
    ///
    /// - Throws: `notConfigured`.
    package func officialAccount() throws(WeChatError) -> OfficialAccount {
        let account = try requiredOfficialAccount()
        let client = client()
        return OfficialAccount(account, client: client, tokens: tokenStore(account, client), clock: clock)
    }

    /// The mini program, ready to be asked.
    ///
    /// - Throws: `notConfigured`.
    package func miniProgram() throws(WeChatError) -> MiniProgram {
        let account = try requiredMiniProgram()
        let client = client()
        return MiniProgram(account, client: client, tokens: tokenStore(account, client), clock: clock)
    }

    package func requiredOfficialAccount() throws(WeChatError) -> Account {
        guard let account = configuration.officialAccount.account else {
            throw .notConfigured("[official_account] app_id and app_secret")
        }
        return account
    }

    func requiredMiniProgram() throws(WeChatError) -> Account {
        guard let account = configuration.miniProgram.account else {
            throw .notConfigured("[mini_program] app_id and app_secret")
        }
        return account
    }

    /// What all processes of the host know of WeChat's health.
    package var breaker: CircuitBreaker { CircuitBreaker(directory: tokenDirectory, clock: clock) }

    private func client() -> WeChatClient {
        let refusals = RefusalMemory(directory: tokenDirectory, clock: clock)
        return WeChatClient(configuration.upstream, breaker, refusals, for: current)
    }

    private func tokenStore(_ account: Account, _ client: WeChatClient) -> TokenStore {
        TokenStore(directory: tokenDirectory, account: account, issuer: client, clock: clock)
    }

    /// The token that WeChat's servers sign their calls of the gateway with.
    ///
    /// - Throws: `notConfigured`.
    package func gatewayToken() throws(WeChatError) -> Secret {
        guard let token = configuration.officialAccount.token else {
            throw .notConfigured("[official_account] token")
        }
        return token
    }

    /// Whether a page's host may have signatures; any host may when `[jssdk] hosts` is empty.
    package func signs(_ url: PageURL) -> Bool {
        let hosts = configuration.jssdk.hosts
        guard !hosts.isEmpty else { return true }
        guard let host = WebURL(url.text)?.host else { return false }
        return host == configuration.publicURL.host || hosts.contains { $0.matches(host) }
    }

    private func privateDirectory(_ name: String) throws(WeChatError) -> String {
        let path = configuration.stateDirectory + "/" + name
        do throws(FileSystemError) { try FileSystem.makePrivateDirectory(path) } catch { throw .storage("\(error)") }
        return path
    }
}
