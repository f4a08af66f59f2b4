internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import WeChat

/// `GET /2020/wechat/offiaccount/user` — what WeChat tells the account of the logged-in person, a follower.
///
/// WeChat has stopped giving name, picture and places; the document's fields are all there, some of them empty.
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
        followers = try Followers(installation.officialAccount(), installation)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let person = try sessions.login(of: request)
        let answer = try followers.profile(person.openid)
        func text(_ name: String) -> JSONValue { .string(answer[name]?.string ?? "") }
        func number(_ name: String) -> JSONValue { .integer(answer[name]?.integer ?? 0) }
        return .privateJSON([
            "city": text("city"), "country": text("country"), "groupid": number("groupid"),
            "headimgurl": text("headimgurl"), "language": text("language"), "nickname": text("nickname"),
            "openid": .string(person.openid), "province": text("province"), "qr_scene": number("qr_scene"),
            "qr_scene_str": text("qr_scene_str"), "remark": text("remark"), "sex": number("sex"),
            "subscribe": number("subscribe"), "subscribe_scene": text("subscribe_scene"),
            "subscribe_time": number("subscribe_time"),
            "tagid_list": .array((answer["tagid_list"]?.elements ?? []).compactMap(\.integer).map(JSONValue.integer)),
        ])
    }
}
