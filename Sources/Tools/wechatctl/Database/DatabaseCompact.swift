internal import ArgumentParser
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl database compact` — returns the space of deleted data to the system.
struct DatabaseCompact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Rewrites the database file without its free space.",
        discussion: """
            A file made by an older version needs this once. Afterwards, and for new files, `wechatctl refresh` returns free
            space bit by bit. It needs as much free disk space as the database has, and writers wait meanwhile: about a second
            for 100 MB.
            """)

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let database = try installation.openDatabase()
        let before = try database.room()
        try database.compact()
        let after = try database.room()
        Table.print([
            ["\(installation.databasePath): \(Self.size(before.file)) before, \(Self.size(after.file)) now"]
        ])
    }

    private static func size(_ bytes: Int64) -> String { "\((bytes + 1023) / 1024) KiB" }
}
