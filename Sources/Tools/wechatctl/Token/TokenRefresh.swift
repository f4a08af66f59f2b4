internal import ArgumentParser
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl token refresh` — fetches the access token and the ticket now, as a request would when they expire.
struct TokenRefresh: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh", abstract: "Fetches the access token and the tickets now.",
        discussion: """
            In normal mode: while the token in force has more than five minutes left, WeChat gives the same one again. \
            This also shows whether app id, app secret and IP whitelist are right.
            """)

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let store = try installation.officialAccount().tokens
        let deadline = Deadline(after: installation.configuration.upstream.timeout * 2)
        for kind in CredentialKind.allCases {
            let credential = try store.renew(kind, until: deadline)
            Table.print([["\(kind.name): ends \(Timestamp.text(credential.expiresAt))"]])
        }
    }
}
