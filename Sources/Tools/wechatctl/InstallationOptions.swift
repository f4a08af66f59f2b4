internal import ArgumentParser
internal import Platform
internal import Site
internal import WeChat

/// The option of every command, and what it opens.
struct InstallationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
    var file: String?

    /// The checked configuration; its errors are printed one per line, and end the command.
    func configuration() throws -> Configuration {
        do throws(ConfigurationError) {
            if let file { return try Configuration(file: file) }
            return try Configuration(file: ConfigurationLocation.find())
        } catch {
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }

    /// The installation, with its state directory checked or created; refused before anything is created when it
    /// belongs to another user.
    func installation() throws -> Installation {
        let configuration = try configuration()
        try OtherUser.refuse(configuration.stateDirectory)
        return try Installation(configuration)
    }
}
