import JSON

/// `GET /sns/oauth2/refresh_token` — the person's access_token for another two hours: the same one, or a new one if it
/// has expired. It needs no secret, and does not extend the refresh_token.
enum RefreshToken {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        guard let appid = call.query("appid") else { throw .refused(Refusal(41002)) }
        guard try store.account(appid) != nil else { throw .refused(Refusal(40013)) }
        guard let text = call.query("refresh_token") else { throw .refused(Refusal(41003)) }
        guard call.query("grant_type") == "refresh_token" else { throw .refused(Refusal(40002)) }
        guard let grant = try store.webGrant(text), grant.appid == appid else { throw .refused(Refusal(40030)) }
        guard !grant.isVoid else { throw .refused(Refusal(42007)) }
        guard grant.expiresAt > call.now else { throw .refused(Refusal(42002)) }
        return .json(.object(try members(grant, store, call.now) + [.init("scope", scope(grant))]))
    }

    /// The answer of both calls for a person's tokens.
    static func members(
        _ grant: WebGrant, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> [JSONValue.Member] {
        [
            .init("access_token", .string(try store.freshToken(grant, now: now))),
            .init("expires_in", .integer(WebToken.lifetime)),
            .init("refresh_token", .string(grant.refreshToken)),
            .init("openid", .string(try Person.openID(grant.appid, grant.person))),
        ]
    }

    // > "scope":"snsapi_base,snsapi_userinfo,"
    // A list here, with a comma at its end, of what the token opens.
    private static func scope(_ grant: WebGrant) -> JSONValue {
        grant.scope == .base ? "snsapi_base," : "snsapi_base,snsapi_userinfo,"
    }
}
