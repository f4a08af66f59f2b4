internal import JSON
internal import Platform
internal import Site
internal import WeChat

/// The operator's program for messages without a matching rule. It gets one JSON object on its standard input:
///
///     {"id": 17, "app_id": "wx…", "attempt": 1, "can_reply": true, "message": {"MsgType": "text", …}}
///
/// and writes a reply as `Reply` reads it, or nothing. If `can_reply` is false, WeChat no longer waits and a reply is
/// only stored. The same `id` may come again after an interrupted run.
struct HandlerCommand: Sendable {
    private static let mostOutput = 65_536

    private let command: ExternalCommand

    /// Nil when there is no such program.
    init?(_ settings: MessageSettings) {
        guard !settings.handlerCommand.isEmpty else { return nil }
        command = ExternalCommand(settings.handlerCommand)
    }

    /// Runs it once.
    ///
    /// - Returns: its reply; nil: none.
    func run(
        _ push: PushMessage, id: Int64, appID: String, attempt: Int64, canReply: Bool, deadline: Deadline
    ) throws(HandlerFault) -> Reply? {
        let input: JSONValue = [
            "id": .integer(id), "app_id": .string(appID), "attempt": .integer(attempt), "can_reply": .bool(canReply),
            "message": push.content,
        ]
        let output: [UInt8]
        do throws(ExternalCommandError) {
            output = try command.run(input.bytes + [0x0A], deadline: deadline, mostOutput: Self.mostOutput)
        } catch { throw HandlerFault("handler_command \(error)") }
        return try HandlerCommand.reply(output)
    }

    /// Reads its output.
    static func reply(_ output: [UInt8]) throws(HandlerFault) -> Reply? {
        let text: [UInt8]
        do throws(TextEncodingError) { text = try TextFile.utf8(output) } catch {
            throw HandlerFault("handler_command wrote text that \(error.message)")
        }
        guard text.contains(where: { $0 > 0x20 }) else { return nil }
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: text, limits: .answer) } catch {
            throw HandlerFault("handler_command wrote " + (error.excess.map { "JSON that \($0)" } ?? "no JSON"))
        }
        do throws(Reply.Fault) { return try Reply(value) } catch {
            throw HandlerFault("handler_command wrote an invalid reply: \(error)")
        }
    }
}
