/// The credentials of a call for a token.
struct Credentials {
    let appid: String?
    let grantType: String?
    let secret: String?
    /// The caller's IP address.
    let address: String

    /// The account, if everything is valid.
    ///
    /// WeChat checks one thing after the other, the appid first, and answers with the first error.
    func account(_ store: borrowing Store) throws(Failure) -> Account {
        guard let appid, !appid.isEmpty else { throw .refused(Refusal(41002)) }
        guard let account = try store.account(appid) else { throw .refused(Refusal(40013)) }
        guard grantType == "client_credential" else { throw .refused(Refusal(40002)) }
        guard let secret, !secret.isEmpty else { throw .refused(Refusal(41004)) }
        guard secret == account.secret else { throw .refused(Refusal(40125)) }
        guard !account.isFrozen else { throw .refused(Refusal(40243)) }
        guard account.allows(address) else { throw .refused(.ipNotAllowed(address)) }
        guard !account.asksAddress else { throw .refused(Refusal(89503)) }
        return account
    }
}
