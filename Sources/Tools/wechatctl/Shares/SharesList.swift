internal import ArgumentParser
internal import Platform
internal import WeChat

/// `wechatctl shares list` — the links that open a report now. Their tokens are not printed.
struct SharesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints the links that open a report now, the latest first.")

    @OptionGroup var which: ShareFilterOptions
    @Option(help: ArgumentHelp("Print at most so many.", valueName: "number"))
    var limit = 100
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let shares = try Shares(options.installation())
        let found = try shares.list(which.filter, limit: limit)
        guard !found.isEmpty else { return Table.print([["no shares"]]) }
        let head = ["share", "record", "user", "since", "until", "shows also"]
        Table.print(try [head] + found.map { try row($0, shares) })
    }

    private func row(_ share: RecordShare, _ shares: Shares) throws(WeChatError) -> [String] {
        [
            share.name, "\(share.recordID)", try shares.owner(of: share).map { "\($0)" } ?? "-",
            Timestamp.text(share.createdAt), Timestamp.text(share.expiresAt),
            share.shows.isEmpty ? "-" : share.shows.text,
        ]
    }
}
