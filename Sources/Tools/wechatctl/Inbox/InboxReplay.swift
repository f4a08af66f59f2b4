internal import ArgumentParser
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl inbox replay` — handles one message again.
struct InboxReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Handles a message again, as if it had just arrived.",
        discussion: """
            Asks the rules, then the handler if no rule matches. WeChat accepts a reply only while it waits, so this one \
            is stored and printed, but not sent. Exit status 1: it failed, or another process has the message.
            """)

    @Argument(help: "The message's number, as `inbox list` prints it.")
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
