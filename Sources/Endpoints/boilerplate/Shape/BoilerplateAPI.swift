package import EndpointRuntime
package import HTTP
internal import JSON
internal import WeChat

/// boilerplate, document 000: an HTTP status with `error_code` and `error_message`.
package enum BoilerplateAPI: DocumentedAPI {
    package static func failure(_ failure: Failure) -> Response {
        let (status, code, message) = describe(failure.error)
        return .json(["error_code": .integer(code), "error_message": .string(message)], status: status)
    }

    private static func describe(_ error: WeChatError) -> (status: Int, code: Int64, message: String) {
        switch error {
        case .request(.bodyTooLarge): (413, 10003, "请求内容过大")
        case .request(.methodNotAllowed): (405, 10003, "请求方法不允许")
        case .request, .forged: (400, 10003, "参数错误或缺失")
        case .notLoggedIn: (400, 10002, "请先登录微信")
        case .badToken(let fault): describe(fault)
        case .snapshot: (400, 10002, "快照页不能登录，请轻触“使用完整服务”")
        case .unproven: (400, 10002, "请先登录微信")
        case .undecipherable: (400, 12108, "用户数据无法解密，或不属于该用户")
        case .notConfigured(.miniProgram, _): (500, 10001, "小程序未配置")
        case .notConfigured: (500, 10001, "公众号未配置")
        case .refused(let refusal): describe(refusal)
        case .unavailable, .timedOut, .abandoned, .tooLarge: (504, 10001, "微信服务器繁忙")
        case .storage: (500, 10004, "存储失败")
        case .fault: (500, 10001, "服务器内部错误")
        }
    }

    private static func describe(_ refusal: Refusal) -> (status: Int, code: Int64, message: String) {
        switch refusal.code {
        case 40013: (400, 12110, "app id 无效")
        case 40029, 40163: (400, 12106, "code 无效或已被使用")
        case 45011: (400, 12107, "请求过于频繁")
        default: (400, 12109, "微信拒绝了请求")
        }
    }

    /// An expired token is HTTP 405, as the running system's clients expect.
    private static func describe(_ fault: TokenFault) -> (status: Int, code: Int64, message: String) {
        switch fault {
        case .missing: (400, 12104, "缺少 token")
        case .malformed: (400, 12102, "token 已损坏")
        case .unknown: (400, 12103, "token 无法识别")
        case .expired: (405, 12101, "token 已过期")
        case .revoked: (400, 10002, "请重新登录")
        case .orphaned: (400, 12105, "token 对应的用户不存在")
        }
    }
}
