internal import ArgumentParser
internal import People
internal import WeChat

/// `wechatctl sessions` — who is logged in.
struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "Lists and ends sessions.",
        subcommands: [SessionsList.self, SessionsRevoke.self])
}

extension SessionKind: ExpressibleByArgument {}

/// The options that select sessions.
struct SessionFilterOptions: ParsableArguments {
    @Option(help: "Only sessions of this API: \(SessionKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: SessionKind?
    @Option(help: ArgumentHelp("Only sessions of this user.", valueName: "number"))
    var user: Int64?
    @Option(help: "Only sessions of this openid.")
    var openid: String?

    var filter: SessionFilter { SessionFilter(kind: kind, userID: user, openid: openid) }
    var isEmpty: Bool { kind == nil && user == nil && openid == nil }
}
