internal import ArgumentParser
internal import Backup
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl keys accept` — accepts the present keys as the database's own.
struct KeysAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accepts the existing keys for the database, after old ones were lost.",
        discussion: """
            Data that lost keys sealed stay unreadable, and whoever has a token that they signed must log in again. If you have \
            a backup of the keys, restore that instead.
            """)

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let check = KeyCheck(installation, try installation.openDatabase())
        for purpose in KeyFile.Purpose.allCases { try check.accept(purpose) }
        Table.print([["the database now uses the existing keys"]])
    }
}
