extension Call {
    /// The account of the call's appid and secret, which `sns/*` requires of a server with a code.
    ///
    /// - Parameter kind: other accounts count as unknown; nil: all are known.
    func accountWithSecret(_ kind: Account.Kind?, _ store: borrowing Store) throws(Failure) -> Account {
        guard let appid = query("appid") else { throw .refused(Refusal(41002)) }
        guard let account = try store.account(appid), kind == nil || account.kind == kind else {
            throw .refused(Refusal(40013))
        }
        guard let secret = query("secret") else { throw .refused(Refusal(41004)) }
        guard secret == account.secret else { throw .refused(Refusal(40125)) }
        guard !account.isFrozen else { throw .refused(Refusal(40243)) }
        return account
    }
}
