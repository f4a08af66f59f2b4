internal import ArgumentParser
internal import Site
internal import WeChat

/// `wechatctl keys` — the installation's own keys.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Lists and rotates the keys that seal the database and sign login tokens.",
        subcommands: [KeysList.self, KeysRotate.self, KeysAccept.self])
}

extension KeyFile.Purpose: ExpressibleByArgument {}
