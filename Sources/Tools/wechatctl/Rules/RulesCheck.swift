internal import Analysis
internal import ArgumentParser
internal import Platform
internal import WeChat

/// `wechatctl rules check FILE` — reads a rule file as the programs do and reports every error in it.
struct RulesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reports every error in a rule file, with its place.",
        discussion: "Exit status 1: the file cannot be used. Warnings alone are not a failure.")

    @Argument(help: ArgumentHelp("The rule file.", valueName: "file"))
    var file: String
    @Flag(help: "Print only errors.")
    var quiet = false

    func run() throws {
        let engine = try RulesCheck.engine(file)
        guard !quiet else { return }
        for warning in engine.warnings { StandardStreams.log("\(file): warning: \(warning)") }
        let counts = engine.counts
        Table.print([
            [
                "\(file): good: \(counts.rules) rules, \(counts.texts) texts, \(counts.values) named values, "
                    + "\(counts.conditions) named conditions"
            ]
        ])
    }

    /// The engine of a rule file; its errors are printed one per line, and end the command.
    static func engine(_ file: String) throws -> RuleEngine {
        do throws(RuleFileError) { return try RuleEngine(file: file) } catch {
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }
}
