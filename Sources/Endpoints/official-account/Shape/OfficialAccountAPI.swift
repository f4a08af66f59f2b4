package import EndpointRuntime
package import HTTP
internal import JSON
internal import WeChat

/// official-account, document 004: the real HTTP status, and `status`, `msg`, `data` for failures.
package enum OfficialAccountAPI: DocumentedAPI {
    package static func failure(_ failure: Failure) -> Response {
        let (status, message) = describe(failure.error)
        return .json(["status": .integer(Int64(status)), "msg": .string(message), "data": .null], status: status)
    }

    private static func describe(_ error: WeChatError) -> (status: Int, message: String) {
        switch error {
        case .request(.missing("media_id")), .request(.malformed("media_id")), .request(.repeated("media_id")),
            .request(.invalid("media_id", _)):
            (400, "media_id无效")
        case .request(.unsupported("media_id", _)): (400, "不支持视频")
        case .request(.missing(let name)): (400, "缺少参数\(name)")
        case .request(.bodyTooLarge): (413, "请求内容过大")
        case .request(.methodNotAllowed): (405, "请求方法不允许")
        case .request(let error), .forged(let error): (400, "参数错误：\(error)")
        case .notLoggedIn, .badToken, .unproven, .undecipherable: (401, "请先登录微信")
        case .snapshot: (401, "快照页不能登录，请轻触“使用完整服务”")
        case .notConfigured: (500, "公众号未配置")
        case .refused(let refusal): describe(refusal)
        case .tooLarge(_, let limit): (400, "文件超过\(limit >> 20) MiB")
        case .unavailable, .timedOut, .abandoned: (504, "微信服务器超时")
        case .storage, .fault: (500, "服务器错误")
        }
    }

    /// A code is WeChat's statement that somebody has just logged in, so an invalid one means that nobody has.
    private static func describe(_ refusal: Refusal) -> (status: Int, message: String) {
        switch (refusal.call, refusal.code) {
        case (_, 40029), (_, 40163), (_, 42003): (401, "请先登录微信")
        case ("cgi-bin/user/info", 40003), (_, 43004): (403, "请先关注公众号")
        case (_, 40007): (400, "media_id无效")
        default: (400, "微信拒绝了请求")
        }
    }
}
