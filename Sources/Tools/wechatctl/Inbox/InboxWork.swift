internal import ArgumentParser
internal import Messages
internal import Platform
internal import WeChat

/// `wechatctl inbox work` — finishes postponed messages.
struct InboxWork: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Runs the handler again on messages for which it was too slow, or which failed.",
        discussion: """
            A message is tried again after 1, 5, 30 and 120 minutes, then given up (`inbox list --state failed`). A reply is \
            too late for WeChat, which waits five seconds, so it is stored with the message. Without --once the command runs \
            until it is stopped. Deploy/ has a systemd timer and a crontab line for --once. Exit status 1: a message failed.
            """)

    /// Seconds between two checks of an empty inbox.
    private static let pause = 1.0

    @Flag(help: "Handle the messages that are due now, then exit.")
    var once = false
    @Option(help: ArgumentHelp("Handle at most this many messages, then exit.", valueName: "number"))
    var limit: Int?
    @Flag(help: "Print failures only.")
    var quiet = false
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        guard (limit ?? 1) > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() throws {
        let job = try InboxJob(options.installation())
        let bar = ProgressBar("handling messages")
        let total = min(try job.countDue(), limit ?? Int.max)
        var (done, failed) = (0, 0)
        while done + failed < limit ?? Int.max {
            guard let (id, result) = try job.workOnNext() else {
                if once { break }
                Deadline.sleep(InboxWork.pause)
                continue
            }
            switch result {
            case .done: done += 1
            case .busy: continue
            case .failed(let fault):
                failed += 1
                StandardStreams.log("wechatctl inbox: message \(id): \(fault)")
            }
            if once { bar.show(min(done + failed, total), of: total) }
        }
        bar.end()
        if !quiet { Table.print([["handled \(done), failed \(failed)"]]) }
        if failed > 0 { throw ExitCode.failure }
    }
}
