internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import OfficialAccountShape
internal import People
internal import Site
internal import WeChat

/// `GET /2020/wechat/auth/user/openid` — who is logged in. Other back ends call it with all of the browser's cookies.
///
/// Source: document 004, U1.
@main
struct AuthUserOpenid: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/auth/user/openid"]
    static let hasSafeGet = true
    static let sharing = CrossOriginSharing.configuredOrigins

    private let sessions: Sessions

    init(_ installation: Installation) throws(WeChatError) { sessions = try Sessions(.officialAccount, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        .privateJSON(["openid": .string(try sessions.login(of: request).openid)])
    }
}
