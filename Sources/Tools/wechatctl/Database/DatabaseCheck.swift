internal import ArgumentParser
internal import Backup
internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl database check` — opens and migrates the database, has SQLite check it, and checks whether the keys
/// belong to it.
struct DatabaseCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Opens the database, migrates it if it is older, and checks it and its keys.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let database = try installation.openDatabase()
        if let fault = try database.integrityFault() {
            StandardStreams.log("\(installation.databasePath): \(fault)")
            throw ExitCode.failure
        }
        let faults = try KeyCheck(installation, database).note()
        guard faults.isEmpty else {
            for fault in faults { StandardStreams.log(fault) }
            StandardStreams.log("restore the keys from a backup; without a backup: wechatctl keys accept")
            throw ExitCode.failure
        }
        Table.print([["\(installation.databasePath): sound, schema \(try database.schemaVersion())"]])
    }
}
