internal import ArgumentParser
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl keys list` — a list of the keys, without the keys themselves.
struct KeysList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Prints which keys there are.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        for purpose in KeyFile.Purpose.allCases {
            let keys = try installation.keyFile(purpose).summaries()
            if keys.isEmpty { Table.print([["\(purpose.rawValue)  none yet: the first use makes one"]]) }
            Table.print(
                keys.map { key in
                    [
                        purpose.rawValue, key.name, Timestamp.text(key.createdAt),
                        key.isNewest ? "in use" : "for old things",
                    ]
                })
        }
    }
}
