internal import ArgumentParser

/// `wechatctl config`
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks and shows the configuration.",
        subcommands: [ConfigCheck.self, ConfigShow.self, ConfigGet.self])
}
