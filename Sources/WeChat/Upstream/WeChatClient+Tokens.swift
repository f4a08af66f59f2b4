internal import JSON
package import Platform

extension WeChatClient: TokenIssuer {
    /// `POST cgi-bin/stable_token`. In normal mode it may be repeated at will: it returns the current token with its
    /// remaining seconds, and in the last five minutes a new one beside it.
    ///
    /// https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
    package func accessToken(for account: Account, force: Bool, until deadline: Deadline) throws(WeChatError) -> Issued
    {
        let body: JSONValue = [
            "grant_type": "client_credential", "appid": .string(account.appID),
            "secret": .string(account.secret.exposed), "force_refresh": .bool(force),
        ]
        let call = APICall.post("cgi-bin/stable_token", body, isRepeatable: !force)
        return try issued(by: call, as: "access_token", deadline)
    }

    /// `GET cgi-bin/ticket/getticket`, whose daily quota is low.
    package func ticket(_ type: TicketType, accessToken: String, until deadline: Deadline) throws(WeChatError) -> Issued
    {
        let query = [("access_token", accessToken), ("type", type.rawValue)]
        return try issued(by: .get("cgi-bin/ticket/getticket", query), as: "ticket", deadline)
    }

    private func issued(by call: APICall, as name: String, _ deadline: Deadline) throws(WeChatError) -> Issued {
        let answer = try answer(to: call, until: deadline)
        guard let value = answer[name]?.string, !value.isEmpty, let lifetime = answer["expires_in"]?.integer,
            lifetime > 0
        else { throw .unavailable(call: call.path, reason: "an answer without \(name) and expires_in") }
        return Issued(value: value, lifetime: min(lifetime, 86_400))
    }
}
