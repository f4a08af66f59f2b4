extension Call {
    /// The mini program of the call's access_token.
    func authorizedMiniProgram(_ store: borrowing Store) throws(Failure) -> Account {
        let account = try authorizedAccount(store)
        guard account.kind == .miniProgram else { throw .refused(Refusal(48001)) }
        return account
    }

    /// The session_key with which the call is signed.
    ///
    /// The signature is HMAC-SHA-256 of an empty message; its key is the session_key as text, not the decoded Base64.
    func signedSession(_ account: Account, _ store: borrowing Store) throws(Failure) -> SessionKey {
        guard let openID = query("openid") else { throw .refused(Refusal(41009)) }
        guard let person = try store.person(openID: openID, appid: account.appid) else {
            throw .refused(Refusal(40003))
        }
        guard query("sig_method") == "hmac_sha256" else { throw .refused(Refusal(87008)) }
        // A replaced key is refused with the same words as a wrong one.
        guard let key = try store.sessionKey(account.appid, person.id), let signature = query("signature"),
            try signature == Signature.hmac(key: key.text)
        else { throw .refused(Refusal(87009)) }
        return key
    }
}
