internal import ArgumentParser
internal import WeChat

/// `wechatctl inbox` — what WeChat pushed, and what became of it.
struct InboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox", abstract: "Shows the messages that WeChat pushed, and finishes what waits.",
        subcommands: [InboxList.self, InboxShow.self, InboxReplay.self, InboxPrune.self, InboxWork.self])
}

extension InboxState: ExpressibleByArgument {}

extension InboxMessage {
    /// What WeChat was answered, in a word or two.
    var answer: String { reply.map { $0.isEmpty ? "success" : "reply" } ?? "none yet" }
}
