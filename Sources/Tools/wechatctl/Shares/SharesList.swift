internal import ArgumentParser
internal import Measurements
internal import Platform
internal import WeChat

/// `wechatctl shares list` — the valid links to reports. Their tokens are not printed.
struct SharesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints the active links, newest first.")

    @OptionGroup var which: ShareFilterOptions
    @OptionGroup var limit: ListLimit
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let shares = try Shares(options.installation())
        let found = try shares.list(which.filter, limit: limit.number)
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
