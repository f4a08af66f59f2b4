internal import ArgumentParser
internal import JSON
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl inbox list` — the messages without what people wrote.
struct InboxList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints the messages, newest first.")

    @Option(help: "Only messages in this state: \(InboxState.allCases.map(\.rawValue).joined(separator: ", ")).")
    var state: InboxState?
    @OptionGroup var limit: ListLimit
    @Flag(help: "Print one JSON object per line.")
    var json = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let messages = try InboxJob(options.installation()).messages(state, limit: limit.number)
        guard !json else { return messages.forEach { Table.print($0.summary) } }
        guard !messages.isEmpty else { return Table.print([["no messages"]]) }
        Table.print([["id", "received", "state", "type", "openid", "answer", "attempts"]] + messages.map(row))
    }

    private func row(_ message: InboxMessage) -> [String] {
        [
            "\(message.id)", Timestamp.text(message.receivedAt), message.state.rawValue, message.type, message.openid,
            message.replySummary, "\(message.attempts)",
        ]
    }
}

extension InboxMessage {
    fileprivate var summary: JSONValue {
        [
            "id": .integer(id), "received_at": .integer(receivedAt), "created_at": .integer(createdAt),
            "state": .string(state.rawValue), "type": .string(type), "app_id": .string(appID),
            "openid": .string(openid), "reply": replyText.map(JSONValue.string) ?? .null,
            "late_reply": lateReplyText.map(JSONValue.string) ?? .null, "attempts": .integer(attempts),
            "fault": fault.map(JSONValue.string) ?? .null,
        ]
    }
}
