internal import ArgumentParser
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl inbox show` — one message, with what the person wrote.
struct InboxShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints one message: its content, the answer to WeChat, and what failed.")

    @Argument(help: "The message's number, as `inbox list` prints it.")
    var id: Int64
    @OptionGroup var options: InstallationOptions

    func run() throws {
        guard let message = try InboxJob(options.installation()).message(id) else {
            throw NotThere("there is no message \(id)")
        }
        var rows = [
            ["message", "\(message.id)"], ["type", message.type], ["from", "\(message.openid) of \(message.appID)"],
            ["sent", Timestamp.text(message.createdAt)], ["received", Timestamp.text(message.receivedAt)],
            ["state", message.state.rawValue], ["attempts", "\(message.attempts)"],
            ["answer", message.replyText.map { $0.isEmpty ? "success" : $0 } ?? "none yet"],
        ]
        if let reply = message.lateReplyText { rows.append(["late", reply.isEmpty ? "no reply" : reply]) }
        if let fault = message.fault { rows.append(["fault", fault]) }
        rows.append(["content", message.content])
        Table.print(rows)
    }
}
