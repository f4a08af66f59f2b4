internal import ArgumentParser
internal import Backup
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl keys accept` — accepts the present keys as the database's own.
struct KeysAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Takes the keys that are there for the database's own, after old ones were lost.",
        discussion: """
            What lost keys sealed stays unreadable, and whoever logged in with a token of theirs logs in again. Restore the keys \
            from a backup if there is one.
            """)

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let check = KeyCheck(installation, try installation.openDatabase())
        for purpose in KeyFile.Purpose.allCases { try check.accept(purpose) }
        Table.print([["the keys that are there are the database's"]])
    }
}
