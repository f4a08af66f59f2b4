internal import Analysis
internal import ArgumentParser
internal import Messages
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl config check` — reads the configuration as the programs do and reports every error in it.
struct ConfigCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reports every error in the configuration, with file, line and key.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let configuration = try options.configuration()
        // Creates nothing: whoever checks need not be the user who runs the programs.
        if FileSystem.exists(configuration.stateDirectory) {
            try FileSystem.requirePrivateDirectory(configuration.stateDirectory)
        }
        let engine = try engine(configuration.measurements)
        try checkReplies(configuration.messages)
        let accounts = [
            configuration.officialAccount.account.map { "official account \($0.appID)" },
            configuration.miniProgram.account.map { "mini program \($0.appID)" },
        ]
        Table.print(
            [["\(configuration.file): good"]] + accounts.compactMap { $0 }.map { ["serves \($0)"] } + [[engine]])
        let takes = configuration.requiresEncryptedPushes ? "encrypted pushes only" : "pushes in clear text too"
        Table.print([["accepts \(takes)"]] + configuration.warnings.map { ["warning: \($0)"] })
    }

    /// Errors in the replies end the check.
    private func checkReplies(_ settings: MessageSettings) throws {
        do throws(WeChatError) { _ = try ReplyRules(settings) } catch {
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }

    /// The engine that analyzes measurements. A command is not run; errors in a rule file end the check.
    private func engine(_ settings: MeasurementSettings) throws -> String {
        guard settings.analysisCommand.isEmpty else {
            return "analyzes with the command \(settings.analysisCommand.joined(separator: " "))"
        }
        let engine = try RulesCheck.engine(settings.ruleFile)
        return "analyzes with \(engine.file): \(engine.counts.rules) rules"
    }
}
