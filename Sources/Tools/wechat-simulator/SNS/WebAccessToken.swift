import JSON

/// `GET /sns/oauth2/access_token` — a person's tokens, for the code from the browser.
enum WebAccessToken {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.accountWithSecret(nil, store)
        guard let text = call.query("code") else { throw .refused(Refusal(41008)) }
        guard call.query("grant_type") == "authorization_code" else { throw .refused(Refusal(40002)) }
        let code = try code(text, account, store, call.now)
        try store.markUsed(code)
        let grant = try store.issueGrant(code, now: call.now)
        return .json(.object(try members(grant, account, store, call.now)))
    }

    /// An expired code counts as unknown, used or not.
    private static func code(
        _ text: String, _ account: Account, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> OAuthCode {
        guard let code = try store.oauthCode(text), code.appid == account.appid, code.expiresAt > now else {
            throw .refused(Refusal(40029))
        }
        guard !code.isUsed else { throw .refused(Refusal(40163)) }
        return code
    }

    private static func members(
        _ grant: WebGrant, _ account: Account, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> [JSONValue.Member] {
        var members = try RefreshToken.members(grant, store, now)
        members.append(.init("scope", .string(grant.scope.rawValue)))
        let person = try store.person(grant.person)
        if person?.isSnapshot == true { members.append(.init("is_snapshotuser", 1)) }
        if grant.scope == .userInfo, let unionid = person?.unionid(at: account) {
            members.append(.init("unionid", .string(unionid)))
        }
        return members
    }
}
