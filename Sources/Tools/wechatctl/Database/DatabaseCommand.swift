internal import ArgumentParser

/// `wechatctl database`
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Checks and migrates the database, and makes its file smaller.",
        subcommands: [DatabaseCheck.self, DatabaseCompact.self, DatabaseMigrate.self])
}
