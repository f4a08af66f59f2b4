internal import ArgumentParser
internal import Platform
internal import WeChat

/// `wechatctl database check` — opens the database, brings its tables up to date, and has SQLite look it over.
struct DatabaseCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Opens the database, migrates it when it is older, and checks it.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let database = try installation.openDatabase()
        if let fault = try database.integrityFault() {
            StandardStreams.log("\(installation.databasePath): \(fault)")
            throw ExitCode.failure
        }
        Table.print([["\(installation.databasePath): sound, schema \(try database.schemaVersion())"]])
    }
}
