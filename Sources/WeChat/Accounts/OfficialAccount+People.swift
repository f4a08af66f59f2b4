package import JSON
package import Platform

/// Calls that the account makes with its own access token.
extension OfficialAccount {
    /// `GET cgi-bin/user/info`: WeChat's data on a follower.
    ///
    /// - Throws: `refused` with 43004 when the person does not follow the account.
    package func follower(_ openid: String, until deadline: Deadline) throws(WeChatError) -> JSONValue {
        let answer = try tokens.withAccessToken(until: deadline) { (token) throws(WeChatError) in
            let query = [("access_token", token), ("openid", openid), ("lang", "zh_CN")]
            return try client.answer(to: .get(OfficialAccount.userInfo, query), until: deadline)
        }
        guard answer["subscribe"]?.integer == 1 else {
            throw OfficialAccount.notFollowing
        }
        return answer
    }

    /// A file that a person sent within the last three days.
    package func media(_ id: String, until deadline: Deadline) throws(WeChatError) -> Media {
        try tokens.withAccessToken(until: deadline) { (token) throws(WeChatError) in
            try client.media(id, of: account, accessToken: token, until: deadline)
        }
    }

    /// The time that one request of ours may spend on WeChat, from now.
    package func deadline() -> Deadline { client.deadline() }

    package static let notFollowing = WeChatError.refused(
        Refusal(call: userInfo, code: 43004, message: "subscribe is 0"))

    private static let userInfo = "cgi-bin/user/info"
}
