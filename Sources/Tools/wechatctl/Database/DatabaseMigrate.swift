internal import ArgumentParser
internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl database migrate` — migrates the tables ahead of the programs, or back for older ones.
struct DatabaseMigrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Migrates the database to this release, or back to an older one.",
        discussion: """
            The first program of a release that opens the database migrates it, and programs work on the tables of a newer
            release of the same generation. So upgrades and rollbacks need no command. If an older program says that it does
            not know the schema: stop all programs, revert the newest migrations with --to, and start the older programs.
            Data that only the newer tables can hold is lost: make a backup first.
            """)

    @Option(
        help: ArgumentHelp(
            "The last migration to keep; default: \(Installation.newestSchema).", valueName: "number"))
    var to: Int?

    @OptionGroup var options: InstallationOptions

    func validate() throws {
        guard (1...Installation.newestSchema).contains(to ?? 1) else {
            throw ValidationError("--to is a number from 1 to \(Installation.newestSchema)")
        }
    }

    func run() throws {
        let installation = try options.installation()
        let number = to ?? Installation.newestSchema
        try installation.migrateDatabase(to: number)
        Table.print([["\(installation.databasePath): schema \(number)"]])
    }
}
