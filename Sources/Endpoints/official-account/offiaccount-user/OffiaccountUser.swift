internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import OfficialAccountShape
internal import People
internal import Site
internal import WeChat

/// `GET /2020/wechat/offiaccount/user` — WeChat's data on the logged-in person as a follower.
///
/// WeChat no longer gives name, picture and places. The document's fields are all there, some of them empty; `unionid`
/// if WeChat gives one.
///
/// Source: document 004, U3.
@main
struct OffiaccountUser: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/offiaccount/user"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let sessions: Sessions
    private let followers: Followers

    init(_ installation: Installation) throws(WeChatError) {
        sessions = try Sessions(.officialAccount, installation)
        followers = try Followers(installation.officialAccount(), sessions)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let person = try sessions.login(of: request)
        let answer = try followers.profile(person.openid)
        func text(_ name: String) -> JSONValue { .string(answer[name]?.string ?? "") }
        func number(_ name: String) -> JSONValue { .integer(answer[name]?.integer ?? 0) }
        var members: [JSONValue.Member] = [
            .init("city", text("city")), .init("country", text("country")), .init("groupid", number("groupid")),
            .init("headimgurl", text("headimgurl")), .init("language", text("language")),
            .init("nickname", text("nickname")),
            .init("openid", .string(person.openid)), .init("province", text("province")),
            .init("qr_scene", number("qr_scene")),
            .init("qr_scene_str", text("qr_scene_str")), .init("remark", text("remark")), .init("sex", number("sex")),
            .init("subscribe", number("subscribe")), .init("subscribe_scene", text("subscribe_scene")),
            .init("subscribe_time", number("subscribe_time")),
            .init(
                "tagid_list",
                .array((answer["tagid_list"]?.elements ?? []).compactMap(\.integer).map(JSONValue.integer))),
        ]
        if let unionid = answer["unionid"]?.string, !unionid.isEmpty {
            members.append(.init("unionid", .string(unionid)))
        }
        return .privateJSON(.object(members))
    }
}
