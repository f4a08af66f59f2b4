internal import ArgumentParser
internal import Site
internal import WeChat

/// `wechatctl config get NAME` — one setting's effective value, for scripts. Secrets are not printed.
struct ConfigGet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Prints the effective value of one setting, for scripts.")

    @Argument(help: "The setting: state_dir, or section.key such as sessions.lifetime.")
    var name: String
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let configuration = try options.configuration()
        if name == "state_dir" { return Table.print([[configuration.stateDirectory]]) }
        guard let setting = configuration.settings.first(where: { $0.name == name }) else {
            throw NotThere("there is no setting \(name); `wechatctl config show` lists them")
        }
        Table.print([[setting.text]])
    }
}
