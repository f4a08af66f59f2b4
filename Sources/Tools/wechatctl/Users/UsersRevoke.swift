internal import ArgumentParser
internal import People
internal import WeChat

/// `wechatctl users revoke` — logs one person out everywhere.
struct UsersRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Logs a person out everywhere: sessions, login tokens, and proofs of the openid.",
        discussion: """
            Links to reports that the person shared keep working, since they log nobody in: `shares revoke --user` ends them.
            """)

    @Argument(help: "The user's number, or an openid.")
    var user: String
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let people = try People(options.installation())
        let users = try people.users(user)
        guard !users.isEmpty else { throw NotThere("there is no user \(user)") }
        for user in users {
            Table.print([["user \(user.id): \(try people.revoke(user).text)"]])
        }
    }
}
