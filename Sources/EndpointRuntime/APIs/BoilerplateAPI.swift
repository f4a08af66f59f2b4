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
        case .request: (400, 10003, "参数错误或缺失")
        case .notConfigured: (500, 10001, "公众号未配置")
        case .refused(let refusal): refusal.code == 40013 ? (400, 12110, "app id 无效") : (400, 12109, "微信拒绝了请求")
        case .unavailable, .timedOut: (504, 10001, "微信服务器繁忙")
        case .storage: (500, 10004, "存储失败")
        case .fault: (500, 10001, "服务器内部错误")
        }
    }
}
