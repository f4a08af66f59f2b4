internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import OfficialAccountShape
internal import People
internal import Site
internal import WeChat

/// `GET /2020/wechat/auth/user` — the logged-in person's profile, with the person's authorization.
///
/// Source: document 004, U2.
@main
struct AuthUser: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/auth/user"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.officialAccount, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let person = try login.sessions.login(of: request)
        let profile = try login.grants.profile(of: person.openid, until: login.deadline())
        var members: [JSONValue.Member] = [
            .init("city", .string(profile.city)), .init("country", .string(profile.country)),
            .init("headimgurl", .string(profile.headimgurl)), .init("language", .string(profile.language)),
            .init("nickname", .string(profile.nickname)), .init("openid", .string(profile.openid)),
            .init("privilege", .array(profile.privilege.map(JSONValue.string))),
            .init("province", .string(profile.province)), .init("sex", .integer(profile.sex)),
        ]
        if let unionid = profile.unionid { members.append(.init("unionid", .string(unionid))) }
        if person.isSnapshot { members.append(JSONValue.snapshotMark) }
        return .privateJSON(.object(members))
    }
}
