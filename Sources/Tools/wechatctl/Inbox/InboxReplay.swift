internal import ArgumentParser
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl inbox replay` — handles one message again.
struct InboxReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Handles a message again, as if it had just come.",
        discussion: """
            Asks the rules, and for what they do not answer the handler. WeChat takes a reply only while it waits, so this one \
            is kept and printed, and reaches nobody. Exit code 1: it failed, or another process has the message.
            """)

    @Argument(help: "The message's number, as `inbox list` has it.")
    var id: Int64
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let job = try InboxJob(options.installation())
        guard let message = try job.message(id) else { throw NotThere("there is no message \(id)") }
        switch try job.replay(message) {
        case .done(let reply): Table.print([["done", reply.isEmpty ? "no reply" : reply]])
        case .failed(let fault):
            StandardStreams.log("wechatctl inbox: message \(id): \(fault)")
            throw ExitCode.failure
        case .busy:
            StandardStreams.log("wechatctl inbox: message \(id): another process handles it now")
            throw ExitCode.failure
        }
    }
}
