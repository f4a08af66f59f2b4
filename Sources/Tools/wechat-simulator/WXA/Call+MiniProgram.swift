extension Call {
    /// The mini program whose access_token the call shows.
    func authorizedMiniProgram(_ store: borrowing Store) throws(Failure) -> Account {
        let account = try authorizedAccount(store)
        guard account.kind == .miniProgram else { throw .refused(Refusal(48001)) }
        return account
    }

    /// Whose session_key the call is signed with.
    ///
    /// The signature is HMAC-SHA-256 of nothing, and its key is the session_key as text, not what the Base64 stands for.
    func signedSession(_ account: Account, _ store: borrowing Store) throws(Failure) -> SessionKey {
        guard let openID = query("openid") else { throw .refused(Refusal(41009)) }
        guard let person = try store.person(openID: openID, appid: account.appid) else {
            throw .refused(Refusal(40003))
        }
        guard query("sig_method") == "hmac_sha256" else { throw .refused(Refusal(87008)) }
        // A key that was replaced is refused in the same words as a wrong one.
        guard let key = try store.sessionKey(account.appid, person.id), let signature = query("signature"),
            try signature == Signature.hmac(key: key.text)
        else { throw .refused(Refusal(87009)) }
        return key
    }
}
