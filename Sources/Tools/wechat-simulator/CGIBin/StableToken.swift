import JSON

/// `POST /cgi-bin/stable_token` — the same access_token for all callers, until it is about to expire or is replaced by
/// force.
enum StableToken {
    /// Seconds in which a second `force_refresh` changes nothing.
    private static let forcePause: Int64 = 30

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let body = try call.object()
        let isForced = try force(body)
        let credentials = Credentials(
            appid: body["appid"]?.string, grantType: body["grant_type"]?.string, secret: body["secret"]?.string,
            address: call.address)
        let account = try credentials.account(store)
        try store.use(.stableTokenPerMinute, account.appid, now: call.now)
        try store.use(.stableToken, account.appid, now: call.now)
        let token = try isForced ? forced(account, store, call.now) : normal(account, store, call.now)
        return .token(token, now: call.now)
    }

    private static func force(_ body: JSONValue) throws(Failure) -> Bool {
        switch body["force_refresh"] {
        case nil, .null: return false
        case .bool(let isForced): return isForced
        default: throw .refused(Refusal(47001))
        }
    }

    /// Nobody gets a token with five minutes or less left: then there is a new one, and both work.
    private static func normal(_ account: Account, _ store: borrowing Store, _ now: Int64) throws(Failure)
        -> AccessToken
    {
        if let token = try store.latestToken(account.appid, .stable), token.secondsLeft(now) > AccessToken.overlap {
            return token
        }
        return try store.issueToken(account.appid, .stable, overlap: AccessToken.overlap, now: now)
    }

    /// The old token is void at once, unless another was just made by force.
    private static func forced(_ account: Account, _ store: borrowing Store, _ now: Int64) throws(Failure)
        -> AccessToken
    {
        if let last = account.forcedAt, (0..<forcePause).contains(now - last),
            let token = try store.latestToken(account.appid, .stable)
        {
            return token
        }
        try store.use(.forceRefresh, account.appid, now: now)
        var account = account
        account.forcedAt = now
        try store.save(account)
        return try store.issueToken(account.appid, .stable, overlap: 0, now: now)
    }
}
