internal import ArgumentParser
internal import Platform
internal import Site
internal import WeChat

/// `wechatctl keys list` — a list of the keys, without the keys themselves.
struct KeysList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the keys.")

    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        for purpose in KeyFile.Purpose.allCases {
            let keys = try installation.keyFile(purpose).summaries()
            if keys.isEmpty { Table.print([["\(purpose.rawValue)  none yet: made at first use"]]) }
            Table.print(
                keys.map { key in
                    [
                        purpose.rawValue, key.name, Timestamp.text(key.createdAt),
                        key.isNewest ? "in use" : "for old data",
                    ]
                })
        }
    }
}
