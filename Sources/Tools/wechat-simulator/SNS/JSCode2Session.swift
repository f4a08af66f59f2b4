import JSON

/// `GET /sns/jscode2session` — who called `wx.login`, and the session_key that it made, for the mini program's code.
enum JSCode2Session {
    // The live answer has no errcode and no errmsg, though the documentation's sample does.
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.accountWithSecret(.miniProgram, store)
        guard let text = call.query("js_code") else { throw .refused(Refusal(41008)) }
        guard call.query("grant_type") == "authorization_code" else { throw .refused(Refusal(40002)) }
        let code = try code(text, account, store, call.now)
        let person = try store.person(code.person)
        guard person?.isHighRisk != true else { throw .refused(Refusal(40226)) }
        try store.use(call.path, account.appid, code.person, now: call.now)
        try store.markUsed(code)
        let key =
            if let key = code.sessionKey { key } else {
                try store.issueSessionKey(account.appid, code.person, now: call.now).text
            }
        var members: [JSONValue.Member] = [
            .init("session_key", .string(key)),
            .init("openid", .string(try Person.openID(account.appid, code.person))),
        ]
        if let unionid = person?.unionid(at: account) { members.append(.init("unionid", .string(unionid))) }
        return .json(.object(members))
    }

    /// An expired code counts as unknown, used or not.
    private static func code(
        _ text: String, _ account: Account, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> MiniCode {
        guard let code = try store.miniCode(text, .login), code.appid == account.appid, code.expiresAt > now else {
            throw .refused(Refusal(40029))
        }
        guard !code.isUsed else { throw .refused(Refusal(40163)) }
        return code
    }
}
