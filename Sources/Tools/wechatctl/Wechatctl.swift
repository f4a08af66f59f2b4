internal import ArgumentParser

/// `wechatctl` — the operator's command line for one installation of wechat-fcgi.
@main
struct Wechatctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wechatctl",
        abstract: "Looks into an installation of wechat-fcgi and mends it.",
        discussion: """
            The configuration is the one that --config names, else the one that the programs find: $WECHAT_CONFIG, \
            wechat.ini in the folder above bin/, ~/.config/wechat-fcgi/wechat.ini, /etc/wechat-fcgi/wechat.ini.
            Run it as the user that the programs run as. Exit status: 0 done, 1 failed, 64 wrong usage.
            """,
        subcommands: [
            ConfigCommand.self, TokenCommand.self, Refresh.self, SessionsCommand.self, UsersCommand.self,
            InboxCommand.self, RecordsCommand.self, SharesCommand.self,
            RulesCommand.self, KeysCommand.self, DatabaseCommand.self,
        ])
}
