internal import ArgumentParser
internal import Site
internal import WeChat

/// `wechatctl config show` — every setting with its effective value, secrets redacted, as an INI file.
struct ConfigShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints the effective value of every setting; secrets are redacted.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let configuration = try options.configuration()
        Table.print([["; \(configuration.file)"]])
        var section = ""
        for setting in configuration.settings {
            if setting.section != section { Table.print([[""], ["[\(setting.section)]"]]) }
            section = setting.section
            let text = setting.text.split(separator: "\n").joined(separator: ", ")
            Table.print([["\(setting.key) = \(text)" + (setting.isGiven ? "" : "  ; default")]])
        }
    }
}
