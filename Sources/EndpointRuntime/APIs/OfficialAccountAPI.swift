package import HTTP
internal import JSON
internal import WeChat

/// official-account, document 004: the real HTTP status, and `status`, `msg`, `data` when something failed.
package enum OfficialAccountAPI: DocumentedAPI {
    package static func failure(_ failure: Failure) -> Response {
        let (status, message) = describe(failure.error)
        return .json(["status": .integer(Int64(status)), "msg": .string(message), "data": .null], status: status)
    }

    private static func describe(_ error: WeChatError) -> (status: Int, message: String) {
        switch error {
        case .request(.missing(let name)): (400, "缺少参数\(name)")
        case .request(.bodyTooLarge): (413, "请求内容过大")
        case .request(.methodNotAllowed): (405, "请求方法不允许")
        case .request(let error): (400, "参数错误：\(error)")
        case .notConfigured: (500, "公众号未配置")
        case .refused: (400, "微信拒绝了请求")
        case .unavailable, .timedOut: (504, "微信服务器超时")
        case .storage, .fault: (500, "服务器错误")
        }
    }
}
