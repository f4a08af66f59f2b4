extension Call {
    /// The call's token, if the openid is that person's.
    func webToken(_ store: borrowing Store) throws(Failure) -> WebToken {
        guard let text = query("access_token") else { throw .refused(Refusal(41001)) }
        guard let token = try store.webToken(text) else { throw .refused(Refusal(40001)) }
        guard !token.isVoid else { throw .refused(Refusal(42007)) }
        guard token.expiresAt > now else { throw .refused(Refusal(42001)) }
        guard let openID = query("openid") else { throw .refused(Refusal(41009)) }
        guard openID == (try Person.openID(token.appid, token.person)) else { throw .refused(Refusal(40003)) }
        return token
    }
}
