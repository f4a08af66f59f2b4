internal import ArgumentParser

/// `wechatctl rules` — the rule file of the analysis.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Checks rule files, and shows which rules apply to a record.",
        subcommands: [RulesCheck.self, RulesRun.self])
}
