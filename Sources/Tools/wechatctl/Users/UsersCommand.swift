internal import ArgumentParser

/// `wechatctl users` — the people who use the site.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Shows the people who use the site, and logs them out.",
        subcommands: [UsersShow.self, UsersRevoke.self])
}
