extension Call {
    /// The account whose access_token the call shows, of either kind.
    func authorizedAccount(_ store: borrowing Store) throws(Failure) -> Account {
        guard let text = query("access_token") else { throw .refused(Refusal(41001)) }
        guard let token = try store.accessToken(text) else { throw .refused(Refusal(40001)) }
        if let refusal = token.refusal(now) { throw .refused(refusal) }
        guard let account = try store.account(token.appid) else { throw .refused(Refusal(40001)) }
        return account
    }
}
