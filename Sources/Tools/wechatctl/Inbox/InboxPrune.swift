internal import ArgumentParser
internal import Messages
internal import Site
internal import WeChat

/// `wechatctl inbox prune` — deletes old messages.
struct InboxPrune: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Deletes old messages, except those that still have to be handled.")

    @Option(
        help: ArgumentHelp("Messages older than this many days; default: [messages] keep_days.", valueName: "days"))
    var olderThan: Int?
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        guard (olderThan ?? 1) >= 0 else { throw ValidationError("--older-than must be at least 0") }
    }

    func run() throws {
        let installation = try options.installation()
        let bar = ProgressBar("deleting messages")
        let count = try InboxJob(installation).prune(
            olderThan: olderThan ?? installation.configuration.messages.keepDays
        ) { bar.show($0, of: $1) }
        bar.end()
        Table.print([["deleted \(count) message\(count == 1 ? "" : "s")"]])
    }
}
