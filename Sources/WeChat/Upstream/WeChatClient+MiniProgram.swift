package import JSON
package import Platform

/// WeChat's answer to a mini program's login code.
///
/// Source: `docs/protocol/wechat.md`, "Mini-program login".
package struct CodeAnswer: Sendable {
    package let openid: String
    /// 24 characters of base64. It must never reach the client.
    package let sessionKey: String
    package let unionid: String?

    init?(_ answer: JSONValue) {
        guard let openid = answer["openid"]?.string, !openid.isEmpty, openid.utf8.count <= 128,
            let sessionKey = answer["session_key"]?.string, !sessionKey.isEmpty
        else { return nil }
        self.openid = openid
        self.sessionKey = sessionKey
        unionid = answer["unionid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension WeChatClient {
    /// `GET sns/jscode2session`. A code works once, so the call is never repeated.
    package func session(for code: String, of account: Account, until deadline: Deadline) throws(WeChatError)
        -> CodeAnswer
    {
        let query = [
            ("appid", account.appID), ("secret", account.secret.exposed), ("js_code", code),
            ("grant_type", "authorization_code"),
        ]
        let call = APICall.get("sns/jscode2session", query, isRepeatable: false)
        let answer: JSONValue = try asking(about: code, of: account, call.path) { () throws(WeChatError) in
            try self.answer(to: call, until: deadline)
        }
        guard let found = CodeAnswer(answer) else {
            throw .unavailable(call: call.path, reason: "an answer without openid and session_key")
        }
        return found
    }

    /// `POST wxa/business/getuserphonenumber`: the `phone_info` for a phone code, which is billed and works once.
    ///
    /// - Parameter openid: the person to whom the code must belong: WeChat refuses another's.
    package func phoneInfo(
        for code: String, of openid: String, at account: Account, accessToken: String, until deadline: Deadline
    ) throws(WeChatError) -> JSONValue {
        let call = APICall(
            path: "wxa/business/getuserphonenumber", query: [("access_token", accessToken)],
            body: ["code": .string(code), "openid": .string(openid)], isRepeatable: false)
        let answer: JSONValue = try asking(about: "\(openid) \(code)", of: account, call.path) {
            () throws(WeChatError) in
            try self.answer(to: call, until: deadline)
        }
        guard let info = answer["phone_info"], info.isObject else {
            throw .unavailable(call: call.path, reason: "an answer without phone_info")
        }
        return info
    }
}
