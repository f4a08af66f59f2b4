internal import HTTP
package import Platform
package import WeChat

/// One installation of wechat-fcgi: a checked configuration and a usable state directory.
package final class Installation: Sendable {
    package let configuration: Configuration
    package let clock: Clock
    /// The request in hand: an installation belongs to one worker.
    package let current = CurrentRequest()

    /// Makes the state directory if it does not exist, and refuses one that others can enter.
    package init(_ configuration: Configuration, clock: Clock = .system) throws(FileSystemError) {
        self.configuration = configuration
        self.clock = clock
        try FileSystem.makePrivateDirectory(configuration.stateDirectory)
        try Self.denyFiles(in: configuration.stateDirectory)
        try FileSystem.makePrivateDirectory(tokenDirectory)
    }

    /// What a `.htaccess` must contain, outside of any section, so that Apache and LiteSpeed serve nothing in its
    /// folder and below.
    package static let denial = "Require all denied"

    /// Puts a file into the state directory that keeps Apache and LiteSpeed from serving it, wherever it is.
    private static func denyFiles(in directory: String) throws(FileSystemError) {
        let path = directory + "/.htaccess"
        if FileSystem.exists(path) { return }
        try FileSystem.replace(path, with: Array((denial + "\n").utf8), survivesPowerCut: false, isLocked: false)
    }

    /// Unix time in whole seconds.
    package var now: @Sendable () -> Int64 { clock.now }

    /// The folder of the token files.
    package var tokenDirectory: String { configuration.stateDirectory + "/tokens" }

    /// The database file.
    package var databasePath: String { configuration.stateDirectory + "/wechat.sqlite3" }

    /// The keys that seal the database's secrets, or those derived from them for another use.
    package func keyRing(for use: KeyRing.Use = .database) throws(WeChatError) -> KeyRing {
        KeyRing(try keyFile(.sealing), for: use)
    }

    /// The keys of one purpose.
    package func keyFile(_ purpose: KeyFile.Purpose) throws(WeChatError) -> KeyFile {
        KeyFile(purpose, directory: try privateDirectory("keys"), clock: clock)
    }

    /// The locks shared by the processes of this host.
    package func locks() throws(WeChatError) -> Locks { Locks(directory: try privateDirectory("locks")) }

    /// The path of a lock file of this host's processes.
    package func lockPath(_ name: String) throws(WeChatError) -> String { try privateDirectory("locks") + "/" + name }

    /// The official account, ready for calls.
    ///
    /// - Throws: `notConfigured`.
    package func officialAccount() throws(WeChatError) -> OfficialAccount {
        let account = try requiredOfficialAccount()
        let client = client()
        return OfficialAccount(account, client: client, tokens: tokenStore(account, client), clock: clock)
    }

    /// The mini program, ready for calls.
    ///
    /// - Throws: `notConfigured`.
    package func miniProgram() throws(WeChatError) -> MiniProgram {
        let account = try requiredMiniProgram()
        let client = client()
        return MiniProgram(account, client: client, tokens: tokenStore(account, client), clock: clock)
    }

    package func requiredOfficialAccount() throws(WeChatError) -> Account {
        guard let account = configuration.officialAccount.account else {
            throw .notConfigured(.officialAccount, "[official_account] app_id and app_secret")
        }
        return account
    }

    package func requiredMiniProgram() throws(WeChatError) -> Account {
        guard let account = configuration.miniProgram.account else {
            throw .notConfigured(.miniProgram, "[mini_program] app_id and app_secret")
        }
        return account
    }

    /// What all processes of the host know about WeChat's availability.
    package var breaker: CircuitBreaker { CircuitBreaker(directory: tokenDirectory, clock: clock) }

    private func client() -> WeChatClient {
        let refusals = RefusalMemory(directory: tokenDirectory, clock: clock)
        return WeChatClient(configuration.upstream, breaker, refusals, for: current)
    }

    private func tokenStore(_ account: Account, _ client: WeChatClient) -> TokenStore {
        TokenStore(directory: tokenDirectory, account: account, issuer: client, clock: clock)
    }

    /// The token with which WeChat's servers sign their requests to the gateway.
    ///
    /// - Throws: `notConfigured`.
    package func gatewayToken() throws(WeChatError) -> Secret {
        guard let token = configuration.officialAccount.token else {
            throw .notConfigured(.officialAccount, "[official_account] token")
        }
        return token
    }

    /// Whether pages on this host are signed; any host is when `[jssdk] hosts` is empty.
    package func signs(_ url: PageURL) -> Bool {
        let hosts = configuration.jssdk.hosts
        guard !hosts.isEmpty else { return true }
        guard let host = WebURL(url.text)?.host else { return false }
        return host == configuration.publicURL.host || hosts.contains { $0.matches(host) }
    }

    private func privateDirectory(_ name: String) throws(WeChatError) -> String {
        let path = configuration.stateDirectory + "/" + name
        do throws(FileSystemError) { try FileSystem.makePrivateDirectory(path) } catch { throw .storage(error) }
        return path
    }
}
