import JSON

extension Reply {
    /// The answer of both calls for an access_token.
    static func token(_ token: AccessToken, now: Int64) -> Reply {
        .json(["access_token": .string(token.text), "expires_in": .integer(token.secondsLeft(now))])
    }
}
