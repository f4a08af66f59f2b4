import Platform

@testable import WeChat

/// A token store in a folder of its own, with a scripted WeChat and a clock that the test moves.
struct TokenStoreSetting {
    let directory: TemporaryDirectory
    let issuer = ScriptedIssuer()
    let time = ManualClock()
    let store: TokenStore

    init() throws {
        directory = try TemporaryDirectory()
        store = TokenStoreSetting.store(directory, issuer, time.clock)
    }

    /// A second store over the same file: what another process would have.
    func otherProcess(issuer: ScriptedIssuer? = nil, secret: String = "secret", bootID: String = "boot-1") -> TokenStore
    {
        Self.store(directory, issuer ?? self.issuer, time.clock(bootID: bootID), secret: secret)
    }

    var path: String { directory.path + "/wx1.json" }
    var lockPath: String { directory.path + "/wx1.lock" }
    var soon: Deadline { Deadline(after: 5) }

    private static func store(
        _ directory: TemporaryDirectory, _ issuer: ScriptedIssuer, _ clock: Clock, secret: String = "secret"
    ) -> TokenStore {
        TokenStore(
            directory: directory.path, account: Account(appID: "wx1", secret: Secret(secret)), issuer: issuer,
            clock: clock)
    }
}
