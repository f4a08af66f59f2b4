extension Call {
    /// The account of the call's access_token, of either kind. If the path has a quota, one use is counted.
    func authorizedAccount(_ store: borrowing Store) throws(Failure) -> Account {
        guard let text = query("access_token") else { throw .refused(Refusal(41001)) }
        guard let token = try store.accessToken(text) else { throw .refused(Refusal(40001)) }
        if let refusal = token.refusal(now) { throw .refused(refusal) }
        guard let account = try store.account(token.appid) else { throw .refused(Refusal(40001)) }
        guard account.allows(address) else { throw .refused(.ipNotAllowed(address)) }
        if let quota = Quota(path: path) { try store.use(quota, account.appid, now: now) }
        return account
    }

    /// The official account of the call's access_token.
    func authorizedOfficialAccount(_ store: borrowing Store) throws(Failure) -> Account {
        let account = try authorizedAccount(store)
        guard account.kind == .officialAccount else { throw .refused(Refusal(48001)) }
        return account
    }
}
