package import EndpointRuntime
package import HTTP
package import JSON
package import People
internal import WeChat

/// wx-auth, document 003: `code`, `detail` and `results`; HTTP 200, 403 for the caller's mistakes, 500 for ours and
/// WeChat's.
package enum WxAuthAPI: DocumentedAPI {
    /// `{"code": 0, "detail": "成功", "results": [result]}`
    package static func success(_ result: JSONValue) -> Response {
        .privateJSON(["code": 0, "detail": "成功", "results": [result]])
    }

    package static func failure(_ failure: Failure) -> Response { Self.failure(failure, of: "请求失败") }

    /// - Parameter action: what failed, such as `登录失败`.
    package static func failure(_ failure: Failure, of action: String) -> Response {
        let (status, code, reason) = describe(failure.error)
        return .json(["code": .integer(code), "detail": .string("\(action)：\(reason)"), "results": []], status: status)
    }

    private static func describe(_ error: WeChatError) -> (status: Int, code: Int64, reason: String) {
        switch error {
        case .request(.bodyTooLarge): (413, 2, "请求内容过大")
        // The document's generic code, if no number could be obtained in any way.
        case .request(.missing("phone")): (403, 1, "没有手机号")
        case .request(let error), .forged(let error): (403, 2, "参数错误：\(error)")
        case .badToken(let fault): (403, 3, "token无效：\(fault.rawValue)")
        case .unproven, .notLoggedIn, .snapshot: (403, 3, "openid未经验证，请先用code登录")
        case .undecipherable(let reason): (403, 1, "数据无法解密：\(reason)")
        case .refused(let refusal): (403, 1, describe(refusal))
        case .notConfigured: (500, 500, "小程序未配置")
        case .unavailable, .timedOut, .abandoned, .tooLarge: (500, 500, "微信服务器繁忙")
        case .storage, .fault: (500, 500, "服务器内部错误")
        }
    }

    private static func describe(_ refusal: Refusal) -> String {
        switch refusal.code {
        case 40029, 40163, 41008: "code无效或已被使用"
        case 45011: "请求过于频繁"
        default: "微信拒绝了请求（\(refusal.code)）"
        }
    }

    /// The document's account object. Fields for which this project has no source keep their defaults.
    package static func account(_ user: User, openid: String) -> JSONValue {
        [
            "id": .integer(user.id), "flag": 1,
            "username": .string(user.username.isEmpty ? user.nickname : user.username),
            "avatar": .string(user.avatarURL), "avatar_thumb": .string(user.avatarURL), "phone": .string(user.phone),
            "is_register": .bool(user.isRegistered), "birthday": user.birthday.map(JSONValue.string) ?? .null,
            "address": .null, "member_score": 0, "credit_score": 0, "wx_openid": .string(openid),
            "wx_nickname": .string(user.nickname), "wx_gender": .integer(user.gender),
            "wx_avatar": .string(user.avatarURL), "wx_country": .string(user.country),
            "wx_province": .string(user.province), "wx_city": .string(user.city), "last_ip": .null, "join_ip": .null,
            "love_help_num": 0, "bring_love_concern_num": 0,
        ]
    }
}
