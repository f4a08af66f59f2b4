internal import ArgumentParser
internal import Measurements
internal import Platform
internal import WeChat

/// `wechatctl shares revoke` — ends links at once, in every process.
struct SharesRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revokes links: they show nothing afterwards.",
        discussion: "The owner can share the report again with a new link. Exit status 1: the link does not exist.")

    private static let longestLink = 8192

    @Argument(help: "The share, as `shares list` names it.")
    var share: String?
    @Option(
        help: ArgumentHelp(
            "The link itself, or its token; - reads it from standard input, which keeps it out of the shell's history.",
            valueName: "link"))
    var token: String?
    @OptionGroup var which: ShareFilterOptions
    @Flag(help: "All links of all users.")
    var all = false
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        let ways = [share != nil, token != nil, !which.isEmpty, all].filter { $0 }.count
        guard ways == 1 else {
            throw ValidationError("name one share, or give --token, --user and --record, or --all")
        }
    }

    func run() throws {
        let count = try revoke(Shares(options.installation()))
        guard count > 0 else { throw NotThere("there is no such share") }
        Table.print([["ended \(count) share\(count == 1 ? "" : "s")"]])
    }

    private func revoke(_ shares: Shares) throws -> Int {
        if let share { return try shares.revoke(named: share) }
        guard let token else { return try shares.revoke(which.filter) }
        guard token == "-" else { return try shares.revoke(token: token) }
        return try shares.revoke(token: String(decoding: StandardStreams.read(Self.longestLink), as: UTF8.self))
    }
}
