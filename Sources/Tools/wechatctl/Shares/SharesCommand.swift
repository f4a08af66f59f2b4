internal import ArgumentParser
internal import Measurements
internal import WeChat

/// `wechatctl shares` — the links to reports.
struct SharesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shares", abstract: "Lists and revokes links to shared reports.",
        subcommands: [SharesList.self, SharesRevoke.self])
}

/// The options that select shares.
struct ShareFilterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only shares of this user's measurements.", valueName: "number"))
    var user: Int64?
    @Option(help: ArgumentHelp("Only shares of this measurement.", valueName: "number"))
    var record: Int64?

    var filter: ShareFilter { ShareFilter(recordID: record, userID: user) }
    var isEmpty: Bool { user == nil && record == nil }
}
