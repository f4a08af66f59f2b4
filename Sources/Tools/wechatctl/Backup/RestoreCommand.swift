internal import ArgumentParser
internal import Backup
internal import JSON
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl restore` — puts a backup in place.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Checks a backup and restores it.",
        discussion: """
            Database and keys go into the state directory that the configuration names, or --state-dir. An existing \
            configuration is kept; if --config names a file that does not exist, the backup's is written there, with the \
            files of secrets that it names. Every checksum is verified before anything is written. Stop the programs first, \
            and run it as their user. If it is interrupted, run it again: until then no program opens the database.
            """)

    @Argument(help: "The backup: a folder, or a sealed file.")
    var backup: String
    @Option(help: ArgumentHelp("The state directory to restore.", valueName: "folder"))
    var stateDir: String?
    @Flag(help: "Move existing data aside, into a folder replaced-… of the state directory.")
    var replace = false
    @Flag(help: "Print what was restored as JSON.")
    var json = false
    @OptionGroup var passphrase: PassphraseOption
    @OptionGroup var options: InstallationOptions

    func run() throws {
        guard FileSystem.exists(backup) else { throw NotThere("there is no backup \(backup)") }
        let place = try place()
        if let state = place.stateDirectory { try OtherUser.refuse(state) }
        let phrase = BackupSource.isSealed(backup) ? try passphrase.existing() : nil
        let steps = StepProgress()
        defer { steps.end() }
        let result = try Restore(BackupSource(backup, passphrase: phrase)).run(in: place, progress: steps.show)
        steps.end()
        report(result)
    }

    private func place() throws -> Restore.Place {
        let isNew = options.file.map { !FileSystem.isNamed($0) } ?? false
        let state: String? = isNew || stateDir != nil ? stateDir : try options.configuration().stateDirectory
        return Restore.Place(stateDirectory: state, configuration: isNew ? options.file : nil, replaces: replace)
    }

    private func report(_ result: Restore.Result) {
        if json {
            let value: JSONValue = [
                "backup": result.manifest.content, "state_dir": .string(result.stateDirectory),
                "moved_aside": result.movedAside.map(JSONValue.string) ?? .null,
            ]
            return Table.print(value)
        }
        if let aside = result.movedAside { Table.print([["the old data is in \(aside)"]]) }
        let time = Timestamp.text(result.manifest.createdAt)
        Table.print([["\(result.stateDirectory): restored as of \(time), schema \(result.manifest.schema)"]])
    }
}
