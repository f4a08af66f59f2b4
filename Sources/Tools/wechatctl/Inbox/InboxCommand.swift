internal import ArgumentParser
internal import Messages
internal import WeChat

/// `wechatctl inbox` — WeChat's pushes, and their results.
struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox", abstract: "Shows the messages that WeChat pushed, and handles those that are waiting.",
        subcommands: [InboxList.self, InboxShow.self, InboxReplay.self, InboxPrune.self, InboxWork.self])
}

extension InboxState: ExpressibleByArgument {}

extension InboxMessage {
    /// What WeChat gets, in a word or two.
    var replySummary: String { reply.map { $0 == .success ? "success" : "reply" } ?? "none yet" }
}
