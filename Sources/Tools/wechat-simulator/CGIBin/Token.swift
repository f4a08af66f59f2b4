/// `GET /cgi-bin/token` — a new access_token with every call; the previous one works for five more minutes.
enum Token {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let credentials = Credentials(
            appid: call.query("appid"), grantType: call.query("grant_type"), secret: call.query("secret"),
            address: call.address)
        let account = try credentials.account(store)
        try store.use(.token, account.appid, now: call.now)
        let token = try store.issueToken(account.appid, .token, overlap: AccessToken.overlap, now: call.now)
        return .token(token, now: call.now)
    }
}
