internal import ArgumentParser
internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl database migrate` — migrates the tables ahead of the programs, or back for older ones.
struct DatabaseMigrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's tables up to date, or back to those of an older release.",
        discussion: """
            The first program of a release that opens the database does the former by itself,
            and programs work on the tables of a newer release of the same generation, so
            that upgrades and rollbacks need no command. Only where an older program says
            that it does not know the schema: stop all programs, take the newest migrations
            back with --to, and start the older programs. What only those tables can hold
            is lost: make a backup first.
            """)

    @Option(
        help: ArgumentHelp(
            "The last migration that the tables keep; \(Installation.newestSchema) when absent.", valueName: "number"))
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
