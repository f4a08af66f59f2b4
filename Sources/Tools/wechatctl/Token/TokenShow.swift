internal import ArgumentParser
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl token show` — the content of the token store, without asking WeChat. Tokens are shortened unless asked
/// for.
struct TokenShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints the contents of the token store, without calling WeChat.")

    @Flag(help: "Print tokens and tickets in full. Whoever sees one can act for the account.")
    var reveal = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let store = try installation.officialAccount().tokens
        for kind in CredentialKind.allCases { try Table.print(rows(kind, store, installation.clock)) }
        let forced = try store.forcedRefreshes().count
        Table.print([["forced refreshes in the last 24 hours", "\(forced) of 20"]])
        Table.print([["WeChat", health(installation.breaker)]])
    }

    private func rows(_ kind: CredentialKind, _ store: TokenStore, _ clock: Clock) throws(WeChatError) -> [[String]] {
        var rows = [[kind.name, "none"]]
        if let credential = try store.stored(kind) {
            let left = credential.remaining(clock)
            rows = [
                [kind.name, reveal ? credential.value : shortened(credential.value)],
                ["  got", Timestamp.text(credential.fetchedAt)],
                ["  ends", Timestamp.text(credential.expiresAt) + (left > 0 ? " (in \(left) s)" : " (expired)")],
            ]
        }
        if let refusal = try store.refusal(kind) { rows.append(["  refused", refusal.description]) }
        return rows
    }

    private func health(_ breaker: CircuitBreaker) -> String {
        let state = breaker.state()
        guard state.failures > 0 else { return "answers" }
        let what = "\(state.failures) calls failed in a row, the last: \(state.reason)"
        guard state.isOpen else { return what }
        let left = breaker.remaining(state)
        return what + (left > 0 ? "; no calls for \(left) s" : "; the next call tries again")
    }

    private func shortened(_ value: String) -> String { "\(value.prefix(4))…\(value.utf8.count) characters" }
}
