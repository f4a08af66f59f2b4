internal import ArgumentParser
internal import WeChat

/// `wechatctl sessions revoke` — ends sessions at once, in every process.
struct SessionsRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends sessions: whoever had one must log in again.")

    @Argument(help: "The session, as `sessions list` names it.")
    var session: String?
    @OptionGroup var which: SessionFilterOptions
    @Flag(help: "Every session of everybody.")
    var all = false
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        let ways = [session != nil, !which.isEmpty, all].filter { $0 }.count
        guard ways == 1 else {
            throw ValidationError("say which: one session's name, or --kind, --user, --openid, or --all")
        }
    }

    func run() throws {
        let people = try People(options.installation())
        let count =
            try session.map { (name) throws(WeChatError) in try people.revokeSession(named: name) }
            ?? people.revokeSessions(which.filter)
        guard count > 0 else { throw NotThere("there is no such session") }
        Table.print([["ended \(count) session\(count == 1 ? "" : "s")"]])
    }
}
