internal import ArgumentParser

/// `wechatctl database`
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Checks the database.", subcommands: [DatabaseCheck.self])
}
