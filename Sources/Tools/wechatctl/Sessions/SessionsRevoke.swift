internal import ArgumentParser
internal import People
internal import WeChat

/// `wechatctl sessions revoke` — ends sessions at once, in every process.
struct SessionsRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Ends sessions: whoever had one must log in again.",
        discussion: """
            Proofs that lead to a new session without WeChat end with them: handles from
            get_openid_by_code, and exchanges of the last minutes.
            """)

    @Argument(help: "The session, as `sessions list` names it.")
    var session: String?
    @OptionGroup var which: SessionFilterOptions
    @Flag(help: "All sessions of all users.")
    var all = false
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        let ways = [session != nil, !which.isEmpty, all].filter { $0 }.count
        guard ways == 1 else {
            throw ValidationError("name one session, or give --kind, --user, --openid or --all")
        }
    }

    func run() throws {
        let people = try People(options.installation())
        let ended =
            try session.map { (name) throws(WeChatError) in try people.revokeSession(named: name) }
            ?? people.revokeSessions(which.filter)
        guard !ended.isNothing else { throw NotThere("there is no such session, and no proof that leads to one") }
        Table.print([[ended.text]])
    }
}

extension People.Ended {
    /// `ended 2 sessions, and the login proofs of 1 person`
    var text: String {
        let text = "ended \(sessions) session\(sessions == 1 ? "" : "s")"
        return proofs == 0 ? text : text + ", and the login proofs of \(proofs) \(proofs == 1 ? "person" : "people")"
    }
}
