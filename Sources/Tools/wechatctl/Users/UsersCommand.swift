internal import ArgumentParser

/// `wechatctl users` — the people who use the site.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Shows the people who use the site.", subcommands: [UsersShow.self])
}
