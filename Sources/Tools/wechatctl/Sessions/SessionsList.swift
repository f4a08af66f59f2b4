internal import ArgumentParser
internal import People
internal import Platform
internal import WeChat

/// `wechatctl sessions list` — the valid sessions. Their ids are not stored: only browsers have them.
struct SessionsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Prints the active sessions, newest first.")

    @OptionGroup var which: SessionFilterOptions
    @OptionGroup var limit: ListLimit
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let sessions = try People(options.installation()).sessions(which.filter, limit: limit.number)
        guard !sessions.isEmpty else { return Table.print([["no sessions"]]) }
        let head = ["session", "api", "user", "openid", "since", "until"]
        Table.print([head] + sessions.map(row))
    }

    private func row(_ session: Session) -> [String] {
        [
            session.name, session.kind.rawValue, session.userID.map { "\($0)" } ?? "snapshot", session.openid ?? "-",
            Timestamp.text(session.createdAt), Timestamp.text(session.expiresAt),
        ]
    }
}
