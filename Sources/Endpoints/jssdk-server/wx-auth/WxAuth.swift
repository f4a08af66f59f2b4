internal import EndpointRuntime
internal import HTTP
internal import JSSDKServerShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/auth` — logs a person in and returns with the profile. A page visit: it answers with redirects.
///
/// | parameter | meaning                                                                          |
/// |-----------|----------------------------------------------------------------------------------|
/// | `dest`    | the page to come back to, with `userinfo=` in its query                          |
/// | `scope`   | `snsapi_userinfo`, or `snsapi_base` for the openid alone                         |
/// | `openid`  | counts only when it is the logged-in person's own                                |
///
/// A person who authorized within seven days sees no page of WeChat.
///
/// Source: document 001, section 3.
@main
struct WxAuth: Endpoint {
    typealias API = JSSDKServerAPI
    static let routes: [Route] = ["GET /wx/auth"]
    static let hasSecretAddress = true

    private let login: WebLogin
    /// Parameters that may follow `dest`.
    private static let furtherNames = ["scope", "openid"]

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.jssdkServer, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let destination = try login.requiredReturnURL("dest", of: request, before: WxAuth.furtherNames)
        let scope = try scope(of: request)
        do throws(WeChatError) {
            if let userInfo = try knownUserInfo(scope, request) {
                return .redirect(to: userInfo.added(to: destination))
            }
            return try login.start(request, returningTo: destination, scope: scope)
        } catch {
            guard error.isUpstream else { throw error }
            var response = try login.start(request, returningTo: destination, scope: scope)
            response.cause = error
            return response
        }
    }

    static func failure(_ failure: Failure) -> Response { JSSDKServerAPI.pageFailure(failure) }

    /// What can be returned without WeChat's page, for a person with a session and a valid authorization.
    private func knownUserInfo(_ scope: OAuthScope, _ request: Request) throws(WeChatError) -> UserInfoParameter? {
        guard let person = try login.sessions.loginIfAny(of: request) else { return nil }
        let claimed = try request.checkedQuery("openid")
        guard claimed == nil || claimed == person.openid, try login.grants.covers(scope, person.openid) else {
            return nil
        }
        if scope == .base { return UserInfoParameter(openid: person.openid, isSnapshot: person.isSnapshot) }
        do {
            let profile = try login.grants.profile(of: person.openid, until: login.deadline())
            return UserInfoParameter(profile, isSnapshot: person.isSnapshot)
        } catch {
            if case .notLoggedIn = error { return nil }
            throw error
        }
    }

    private func scope(of request: Request) throws(WeChatError) -> OAuthScope {
        guard let name = try request.checkedQuery("scope") else { return .userInfo }
        guard let scope = OAuthScope(rawValue: name) else {
            throw .request(.invalid("scope", reason: "must be snsapi_base or snsapi_userinfo"))
        }
        return scope
    }
}
