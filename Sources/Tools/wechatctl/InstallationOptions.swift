internal import ArgumentParser
internal import Platform
internal import WeChat

/// The option that every command takes, and what it leads to.
struct InstallationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
    var file: String?

    /// The checked configuration; faults are printed one a line, and end the command.
    func configuration() throws -> Configuration {
        do throws(ConfigurationError) {
            if let file { return try Configuration(file: file) }
            return try Configuration(file: ConfigurationLocation.find())
        } catch {
            StandardStreams.log("\(error)")
            throw ExitCode.failure
        }
    }

    /// The installation, its state directory checked or made; refused before anything is made when it is another user's.
    func installation() throws -> Installation {
        let configuration = try configuration()
        try OtherUser.refuse(configuration.stateDirectory)
        return try Installation(configuration)
    }
}
