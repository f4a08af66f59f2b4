internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import People
internal import Site
internal import WeChat
internal import WxAuthShape

/// `GET /miniprog/wx_auth/is_openid_registered` — whether an openid is registered; an unknown one is not.
///
/// | parameter | meaning                |
/// |-----------|------------------------|
/// | `openid`  | of the mini program    |
///
/// Source: document 003, section 3.
@main
struct WxAuthIsOpenidRegistered: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["GET /miniprog/wx_auth/is_openid_registered"]
    static let hasSafeGet = true
    static let hasSecretAddress = true

    private let people: MiniPeople

    init(_ installation: Installation) throws(WeChatError) { people = try MiniPeople(.wxAuth, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let user = try people.user(openid: WxAuthAPI.required("openid", of: request))
        return WxAuthAPI.success(["is_registered": .bool(user?.isRegistered ?? false)])
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "查询失败") }
}
