internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import People
internal import Site
internal import WeChat
internal import WxAuthShape

/// `GET /miniprog/wx_auth/get_openid_by_code` — exchanges the code of a `wx.login`.
///
/// | parameter | meaning                       |
/// |-----------|-------------------------------|
/// | `code`    | good for one exchange         |
///
/// `session_key` in the answer is a handle, useful only for `register` and `login`.
///
/// Source: document 003, section 2.
@main
struct WxAuthGetOpenidByCode: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["GET /miniprog/wx_auth/get_openid_by_code"]
    static let hasSecretAddress = true

    private let auth: WxAuthPeople

    init(_ installation: Installation) throws(WeChatError) { auth = try WxAuthPeople(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let code = try WxAuthAPI.required("code", of: request)
        return try auth.exchange(code, by: request) { (exchange) throws(WeChatError) in
            WxAuthAPI.success(.object(try result(of: exchange)))
        }
    }

    private func result(of exchange: MiniExchange) throws(WeChatError) -> [JSONValue.Member] {
        let registered = try registeredUser(exchange)
        var result: [JSONValue.Member] = [
            .init("openid", .string(exchange.openid)), .init("is_registered", .bool(registered != nil)),
            .init("session_key", .string(try auth.handle(exchange))), .init("account", .null), .init("token", .null),
        ]
        if let registered {
            result[3] = .init("account", WxAuthAPI.account(registered, openid: exchange.openid))
            result[4] = .init("token", .string(try auth.token(for: registered.id, exchange.openid)))
        }
        return result
    }

    /// A unionid may have merged two users: this is the remaining one.
    private func registeredUser(_ exchange: MiniExchange) throws(WeChatError) -> User? {
        guard try auth.people.user(openid: exchange.openid) != nil else { return nil }
        let user = try auth.people.user(auth.people.signIn(exchange.openid, unionid: exchange.unionid))
        return user.isRegistered ? user : nil
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "查询失败") }
}
