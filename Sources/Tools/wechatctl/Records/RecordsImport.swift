internal import ArgumentParser
internal import Platform
internal import RecordTransfer
internal import Site
internal import WeChat

/// `wechatctl records import` — imports a file of measurements, completely or not at all.
struct RecordsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Imports measurements: the whole file or nothing.",
        discussion: """
            The file is read and checked first. If it has errors, they are reported by line and nothing is stored. The records \
            are stored in one transaction, and other writers of the database wait meanwhile: about eight seconds for a million \
            records on two cores. They give up after five. On a live site, import a long history in several files.
            """)

    @Argument(help: "The file; - for standard input.")
    var file: String
    @OptionGroup var format: RecordFormatOption
    @Flag(help: "Check the file without storing anything.")
    var dryRun = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let format = try format.format(of: file)
        let installation = try options.installation()
        // The temporary file will contain the database's data: it belongs where others have no access.
        Environment.set("SQLITE_TMPDIR", installation.configuration.stateDirectory)
        let reading = ProgressBar("Reading")
        let storing = ProgressBar("Storing")
        do throws(RecordImportError) {
            let result = try RecordImport(installation: installation).run(input(), format, keeps: !dryRun) {
                switch $0 {
                case .reading(let done, let total): reading.show(done, of: total)
                case .storing(let done, let total):
                    reading.end()
                    storing.show(done, of: total)
                }
            }
            reading.end()
            storing.end()
            report(result)
        } catch {
            reading.end()
            storing.end()
            if case .faults = error { StandardStreams.log("\(file): nothing was imported") }
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }

    private func input() throws(RecordImportError) -> InputFile {
        do throws(FileSystemError) { return try InputFile(file) } catch { throw .file(error) }
    }

    private func report(_ result: RecordImport.Result) {
        for note in result.notes { StandardStreams.log("\(file): \(note)") }
        let records = "\(result.records) record\(result.records == 1 ? "" : "s")"
        if dryRun { return Table.print([["\(records) checked, none stored"]]) }
        Table.print([["imported \(records), \(result.newUsers) new user\(result.newUsers == 1 ? "" : "s")"]])
    }
}
