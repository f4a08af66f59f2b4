internal import Analysis
internal import ArgumentParser
internal import JSON
internal import Measurements
internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl rules run` — which rules fire for a record, and what each of them gives.
struct RulesRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Shows which rules fire for a record, and what each one adds.",
        discussion: """
            The record is a stored one (--id), or a JSON object: c0…c7 and finger, and whatever else is known: heart_rate, \
            app_heart_rate, app_highest_heart_rate, app_lowest_heart_rate, created_at, age or birthday, gender (male, female), \
            height, weight, answers. Without --rules the configured rule file is used, or the shipped one if there is no \
            configuration.
            """)

    @Option(help: ArgumentHelp("The record's JSON; - for standard input.", valueName: "file"))
    var record: String?
    @Option(help: "The number of a stored record, instead of a file.")
    var id: Int64?
    @Option(help: ArgumentHelp("The rule file.", valueName: "file"))
    var rules: String?
    @Flag(help: "Also print the rules that did not fire, and why.")
    var all = false
    @Flag(help: "Print the report's content and the trace as JSON.")
    var json = false
    @OptionGroup var options: InstallationOptions

    private static let longestRecord = 1 << 20

    func run() throws {
        let engine = try RulesCheck.engine(ruleFile())
        let (analysis, outcomes) = try engine.trace(subject())
        let shown = all ? outcomes : outcomes.filter(\.isFired)
        if json { return Table.print(RulesReport.json(analysis, shown)) }
        Table.print(RulesReport.rows(analysis, shown))
    }

    private func ruleFile() throws -> String {
        if let rules { return rules }
        let isConfigured = options.file != nil || (try? ConfigurationLocation.find()) != nil
        return isConfigured ? try options.configuration().measurements.ruleFile : RuleEngine.shippedFile
    }

    func validate() throws {
        guard (record == nil) != (id == nil) else { throw ValidationError("give --record FILE or --id NUMBER") }
    }

    /// The subject that the options name.
    private func subject() throws -> AnalysisSubject {
        if let id { return try stored(id) }
        let record = record ?? "-"
        let bytes = record == "-" ? StandardStreams.read(RulesRun.longestRecord) : try FileSystem.read(record)
        do {
            let value = try JSONValue(parsing: TextFile.utf8(bytes), limits: .own)
            return try AnalysisSubject(value, now: Clock.system.now())
        } catch let error as AnalysisSubjectError {
            for fault in error.faults { StandardStreams.log("\(record): \(fault)") }
        } catch {
            StandardStreams.log("\(record): \(error)")
        }
        throw ExitCode.failure
    }

    /// The subject of one of the site's records.
    private func stored(_ id: Int64) throws -> AnalysisSubject {
        let database = try options.installation().openDatabase()
        guard let record = try database.record(id) else { throw NotThere("there is no record \(id)") }
        return try Reports.subject(of: record, database)
    }
}
