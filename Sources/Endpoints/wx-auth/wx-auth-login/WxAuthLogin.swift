internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import People
internal import Site
internal import WeChat
internal import WxAuthShape

/// `POST /miniprog/wx_auth/login` — logs in with a token in `Authorization: jwt …`, or with an openid and proof.
///
/// | parameter                                                             | meaning                                  |
/// |-----------------------------------------------------------------------|------------------------------------------|
/// | `openid`                                                              | without a token                          |
/// | `session_key`                                                         | a handle: one of the proofs of an openid |
/// | `wx_nickname, wx_avatar, wx_gender, wx_country, wx_province, wx_city` | the profile, optional                    |
/// | `phone`                                                               | as typed, kept for a new account         |
///
/// Source: document 003, section 5.
@main
struct WxAuthLogin: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["POST /miniprog/wx_auth/login"]

    private let auth: WxAuthPeople

    init(_ installation: Installation) throws(WeChatError) { auth = try WxAuthPeople(installation) }

    static func warning(_ installation: Installation) -> String? { WxAuthAPI.warning(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        if let token = request.authorizationToken(schemes: WxAuthAPI.schemes) {
            do { return try respond(to: request, token) } catch {
                // An invalid token must not prevent a login by openid with proof.
                guard case .badToken = error, try request.checkedParameter("openid") != nil else { throw error }
            }
        }
        return try respond(withProof: request)
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "登录失败") }

    private func respond(to request: Request, _ token: String) throws(WeChatError) -> Response {
        let login = try auth.login(byToken: token)
        var user = try auth.people.user(login.userID)
        if let change = try WxAuthAPI.profileChange(request) {
            user = try auth.people.update(user.id, change)
        }
        return WxAuthLogin.answer(user, login.openid, token)
    }

    private func respond(withProof request: Request) throws(WeChatError) -> Response {
        if try request.checkedParameter("openid") == nil, request.authorization != nil {
            throw .badToken(.malformed)
        }
        let openid = try WxAuthAPI.required("openid", of: request)
        let proof = try auth.proof(of: openid, handle: request.checkedParameter("session_key"), request)
        var change = try WxAuthAPI.profileChange(request)
        let isNew = try auth.people.user(openid: openid) == nil
        let phone = try WxAuthAPI.phone(of: request)
        if isNew, let phone {
            change = change ?? UserChange()
            change?.phone = phone
        }
        let (user, token) = try auth.logIn(proof, change)
        return WxAuthLogin.answer(user, openid, token)
    }

    private static func answer(_ user: User, _ openid: String, _ token: String) -> Response {
        WxAuthAPI.success(["account": WxAuthAPI.account(user, openid: openid), "token": .string(token)])
    }
}
