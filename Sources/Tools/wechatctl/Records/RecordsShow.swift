internal import ArgumentParser
internal import JSON
internal import Platform
internal import RecordTransfer
internal import WeChat

/// `wechatctl records show` — one measurement, with everything that is known about it.
struct RecordsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints one measurement.")

    @Argument(help: "The record's number.")
    var id: Int64
    @Flag(help: "Print it as export writes it.")
    var json = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        guard let record = try RecordExport(options.installation()).fields(of: id) else {
            throw NotThere("there is no record \(id)")
        }
        guard !json else { return Table.print(record.value) }
        Table.print(record.fields.map { [$0.name, $0.value.string ?? $0.value.text] })
    }
}
