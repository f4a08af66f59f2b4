internal import ArgumentParser
internal import People
internal import Platform
internal import WeChat

/// `wechatctl users show` — one person: profile, identities, authorizations and sessions.
struct UsersShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints what is stored about a person.")

    @Argument(help: "The user's number, or an openid.")
    var user: String
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let people = try People(options.installation())
        let users = try people.users(user)
        guard !users.isEmpty else { throw NotThere("there is no user \(user)") }
        for user in users {
            Table.print(profile(user))
            for identity in try people.identities(of: user) { Table.print([try row(identity, people)]) }
            let sessions = try people.sessions(SessionFilter(userID: user.id), limit: 1000)
            Table.print(
                sessions.map { ["session \($0.name)", $0.kind.rawValue, "until \(Timestamp.text($0.expiresAt))"] })
        }
    }

    private func profile(_ user: User) -> [[String]] {
        let gender = user.gender == 1 ? "male" : user.gender == 2 ? "female" : "unknown"
        let place = [user.country, user.province, user.city].filter { !$0.isEmpty }.joined(separator: " ")
        return [
            ["user", "\(user.id)"], ["nickname", user.nickname], ["gender", gender], ["place", place],
            ["phone", user.phone + (user.phone.isEmpty ? "" : user.isPhoneVerified ? " (verified)" : " (as typed)")],
            ["birthday", user.birthday ?? ""], ["registered", user.isRegistered ? "yes" : "no"],
            ["language", user.language], ["avatar", user.avatarURL], ["since", Timestamp.text(user.createdAt)],
            ["changed", Timestamp.text(user.updatedAt)],
        ]
    }

    private func row(_ identity: Identity, _ people: People) throws(WeChatError) -> [String] {
        var row = ["identity", identity.openid, "of \(identity.appID)"]
        if let unionid = identity.unionid { row.append("unionid \(unionid)") }
        if identity.isSnapshot { row.append("virtual (snapshot)") }
        if let following = following(identity) { row.append(following) }
        if let scene = identity.scene { row.append("scene \(scene)") }
        if let end = try people.grantExpiry(of: identity) { row.append("authorized until \(Timestamp.text(end))") }
        return row
    }

    /// Whether the person follows the account, according to pushes.
    private func following(_ identity: Identity) -> String? {
        if let end = identity.unsubscribedAt { return "unfollowed \(Timestamp.text(end))" }
        return identity.subscribedAt.map { "follows since \(Timestamp.text($0))" }
    }
}
