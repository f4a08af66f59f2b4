internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import WeChat

/// `GET /miniprog/wx_auth/get_openid_by_code` — exchanges the code of a `wx.login`.
///
/// | parameter | meaning                       |
/// |-----------|-------------------------------|
/// | `code`    | good for one exchange         |
///
/// `session_key` in the answer is a handle: worth something to `register` and `login` only.
///
/// Source: document 003, section 2.
@main
struct WxAuthGetOpenidByCode: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["GET /miniprog/wx_auth/get_openid_by_code"]

    private let auth: WxAuthPeople

    init(_ installation: Installation) throws(WeChatError) { auth = try WxAuthPeople(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let exchange = try auth.people.exchange(WxAuthAPI.required("code", of: request), proves: true)
        let user = try auth.people.user(openid: exchange.openid)
        let isRegistered = user?.isRegistered ?? false
        var result: [JSONValue.Member] = [
            .init("openid", .string(exchange.openid)), .init("is_registered", .bool(isRegistered)),
            .init("session_key", .string(try auth.handle(exchange))), .init("account", .null), .init("token", .null),
        ]
        if isRegistered {
            // The unionid may have made two users one: the account is the one that is left.
            let userID = try auth.people.signIn(exchange.openid, unionid: exchange.unionid)
            result[3] = .init("account", WxAuthAPI.account(try auth.people.user(userID), openid: exchange.openid))
            result[4] = .init("token", .string(try auth.token(for: userID, exchange.openid)))
        }
        return WxAuthAPI.success(.object(result))
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "查询失败") }
}
