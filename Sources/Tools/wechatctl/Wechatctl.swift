internal import ArgumentParser
internal import Platform

/// `wechatctl` — the operator's command line for one installation of wechat-fcgi.
@main
struct Wechatctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wechatctl",
        abstract: "Inspects and repairs an installation of wechat-fcgi.",
        discussion: """
            The configuration is the one that --config names, else the one that the programs find: $WECHAT_CONFIG, \
            wechat.ini in the folder above bin/, ~/.config/wechat-fcgi/wechat.ini, /etc/wechat-fcgi/wechat.ini.
            Run it as the user that the programs run as. Exit status: 0 for success; 1 if the command failed, the thing does \
            not exist, or the output could not be written; 64 for wrong usage.
            """,
        version: Version.current,
        subcommands: [
            ConfigCommand.self, TokenCommand.self, Refresh.self, SessionsCommand.self, UsersCommand.self,
            InboxCommand.self, RecordsCommand.self, SharesCommand.self, RulesCommand.self, KeysCommand.self,
            DatabaseCommand.self, BackupCommand.self, RestoreCommand.self,
        ])

    /// Like the parser's own, but lost output, even of help, is a failure.
    static func main() {
        ProcessMemory.forbidDumps()
        StandardStreams.takeCare()
        var status = ExitCode.success
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            status = exitCode(for: error)
            let message = fullMessage(for: error)
            if status == .success {
                StandardStreams.write(Array((message + "\n").utf8))
            } else if !message.isEmpty {
                StandardStreams.log(message)
            }
        }
        if let loss = StandardStreams.loss {
            StandardStreams.log("wechatctl: \(loss)")
            if status == .success { status = .failure }
        }
        exit(withError: status)
    }
}
