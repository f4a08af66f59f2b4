internal import ArgumentParser

/// `wechatctl token`
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Shows and refreshes the access token and the tickets.",
        subcommands: [TokenShow.self, TokenRefresh.self])
}
