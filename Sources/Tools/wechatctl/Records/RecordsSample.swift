internal import ArgumentParser
internal import Platform
internal import RecordTransfer
internal import WeChat

/// `wechatctl records sample` — measurements of people who do not exist, for testing.
struct RecordsSample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Generates measurements as a file that import reads.",
        discussion: "The same seed and options always make the same file.")

    @Option(help: "The number of people.")
    var people = 10
    @Option(help: "Measurements per person.")
    var perPerson = 30
    @Option(help: "A different seed makes different people.")
    var seed: UInt64 = 1
    @Option(help: ArgumentHelp("No measurement is later (RFC 3339).", valueName: "time"))
    var until = "2026-01-01T00:00:00Z"
    @Option(
        help: ArgumentHelp("Openids of the first people, comma-separated; the others are sample-N.", valueName: "list"))
    var openids = ""
    @Argument(help: "The file to write, which must not exist; - for standard output.")
    var file = "-"
    @OptionGroup var format: RecordFormatOption

    func validate() throws {
        guard (1...10_000_000).contains(people), (1...100_000).contains(perPerson) else {
            throw ValidationError("--people must be 1 to 10000000, --per-person 1 to 100000")
        }
        guard Timestamp.parse(until) != nil else {
            throw ValidationError("--until must be a time such as 2026-01-01T00:00:00Z")
        }
    }

    func run() throws {
        let sample = RecordSample(
            people: people, perPerson: perPerson, seed: seed, until: Timestamp.parse(until)?.seconds ?? 0,
            openids: openids.split(separator: ",").map(String.init))
        let format = try format.format(of: file)
        let output = try OutputFile(file)
        let progress = ProgressBar("Generating")
        sample.run(format, write: output.write) { progress.show($0, of: $1) }
        progress.end()
        try output.finish()
    }
}
