internal import ArgumentParser
internal import People
internal import Platform
internal import RecordTransfer
internal import WeChat

/// `wechatctl records export` — writes measurements in the form of `records import`.
struct RecordsExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Exports measurements in the form that import reads.")

    @Argument(help: "The file to write, which must not exist; - for standard output.")
    var file = "-"
    @Option(help: "Only this person's measurements: the user's number, or an openid.")
    var user: String?
    @OptionGroup var format: RecordFormatOption
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let format = try format.format(of: file)
        let installation = try options.installation()
        let userID = try user.map { try only($0, People(installation)) }
        let output = try OutputFile(file)
        let progress = ProgressBar("Exporting")
        defer { progress.end() }
        let count = try RecordExport(installation).run(format, of: userID, write: output.write) {
            progress.show($0, of: $1)
        }
        try output.finish()
        if file != "-" { StandardStreams.log("exported \(count) record\(count == 1 ? "" : "s") to \(file)") }
    }

    private func only(_ user: String, _ people: People) throws -> Int64 {
        guard let user = try people.users(user).first else { throw NotThere("there is no user \(user)") }
        return user.id
    }
}
