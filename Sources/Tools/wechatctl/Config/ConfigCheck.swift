internal import Analysis
internal import ArgumentParser
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl config check` — reads the configuration as the programs do and names every fault in it.
struct ConfigCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Names every fault in the configuration, with file, line and key.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let configuration = try options.configuration()
        // Looks, and makes nothing: whoever checks need not be the user that the programs run as.
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
        for warning in ConfigCheck.warnings(configuration) { Table.print([["warning: \(warning)"]]) }
    }

    /// What is allowed, and less safe than the default.
    private static func warnings(_ configuration: Configuration) -> [String] {
        var warnings: [String] = []
        if configuration.publicURL.scheme == "http", !configuration.publicURL.isLoopback {
            warnings.append("public_url is http: other hosts of its domain can plant the cookie that binds a login")
        }
        if !configuration.login.bindsBrowser {
            warnings.append("[login] bind_browser = false logs in whoever opens a callback first")
        }
        if configuration.login.openidLogin == .open {
            warnings.append("[login] openid_login = open lets anyone in who knows an openid")
        }
        return warnings
    }

    /// Faults of the replies end the check.
    private func checkReplies(_ settings: MessageSettings) throws {
        do throws(WeChatError) { _ = try ReplyRules(settings) } catch {
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }

    /// What analyzes measurements. A command is not run; faults of a rule file end the check.
    private func engine(_ settings: MeasurementSettings) throws -> String {
        guard settings.analysisCommand.isEmpty else {
            return "analyzes with the command \(settings.analysisCommand.joined(separator: " "))"
        }
        let engine = try RulesCheck.engine(settings.ruleFile)
        return "analyzes with \(engine.file): \(engine.counts.rules) rules"
    }
}
