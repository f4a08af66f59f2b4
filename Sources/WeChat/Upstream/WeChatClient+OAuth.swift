internal import JSON
package import Platform

/// Calls that a person authorized, as opposed to those that the account may make by itself.
extension WeChatClient {
    /// `GET sns/oauth2/access_token`. A code works once, so the call is never repeated.
    package func exchange(_ code: String, for account: Account, until deadline: Deadline) throws(WeChatError)
        -> OAuthToken
    {
        let query = [
            ("appid", account.appID), ("secret", account.secret.exposed), ("code", code),
            ("grant_type", "authorization_code"),
        ]
        let call = APICall.get("sns/oauth2/access_token", query, isRepeatable: false)
        return try asking(about: code, of: account, call.path) { () throws(WeChatError) in try token(call, deadline) }
    }

    /// `GET sns/oauth2/refresh_token`.
    package func refresh(_ refreshToken: String, for account: Account, until deadline: Deadline) throws(WeChatError)
        -> OAuthToken
    {
        let query = [("appid", account.appID), ("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
        return try token(.get("sns/oauth2/refresh_token", query), deadline)
    }

    /// `GET sns/userinfo`
    package func userInfo(_ openid: String, accessToken: String, until deadline: Deadline) throws(WeChatError)
        -> UserProfile
    {
        let query = [("access_token", accessToken), ("openid", openid), ("lang", "zh_CN")]
        let call = APICall.get("sns/userinfo", query)
        let answer = try answer(to: call, until: deadline)
        guard answer["openid"]?.string == openid else {
            throw .unavailable(call: call.path, reason: "an answer that is not about the openid")
        }
        return UserProfile(answer, openid: openid)
    }

    private func token(_ call: APICall, _ deadline: Deadline) throws(WeChatError) -> OAuthToken {
        guard let token = OAuthToken(try answer(to: call, until: deadline)) else {
            throw .unavailable(call: call.path, reason: "an answer without access_token, refresh_token or openid")
        }
        return token
    }
}
