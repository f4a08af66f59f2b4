internal import EndpointRuntime
internal import HTTP
internal import JSSDKServerShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/auth2` — WeChat sends the browser of `/wx/auth` back; on to `dest` with `userinfo=` in its query.
///
/// | parameter | meaning                                           |
/// |-----------|---------------------------------------------------|
/// | `code`    | good for one exchange; absent: the person refused |
/// | `state`   | what the login was started with                   |
///
/// Failures of WeChat, and the person's refusal, are returned as `userinfo={"error": …, "errcode": …}`.
///
/// Source: document 001, section 3; no document has the path, only browsers see it.
@main
struct WxAuth2: Endpoint {
    typealias API = JSSDKServerAPI
    static let routes: [Route] = ["GET /wx/auth2"]
    static let hasSecretAddress = true

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.jssdkServer, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        var cause: WeChatError?
        let result = try login.complete(request, profile: .optional) { completed in
            if case .failure(let error) = completed.profile { cause = error }
            return UserInfoParameter(completed).added(to: completed.returnURL)
        }
        if let restart = try login.restartIfPossible(request, result) { return restart }
        if let restart = try login.restartIfDamaged(request, result, otherwise: login.sitePage) { return restart }
        switch result {
        case .done(var response):
            response.cause = cause
            return response
        // Here a profile is as sensitive as a session. The page sees that nobody has logged in, and may start again.
        case .repeated(let pending): return .redirect(to: pending.returnURL.text)
        case .declined(let pending):
            return .redirect(to: UserInfoParameter(error: "access_denied", code: -2).added(to: pending.returnURL))
        case .failed(let error, let pending):
            var response = Response.redirect(to: UserInfoParameter(error).added(to: pending.returnURL))
            response.cause = error
            return response
        case .noState: throw .request(.missing("state"))
        case .unknownState, .damagedState, .noBrowser, .otherBrowser: throw result.stateError
        }
    }

    static func failure(_ failure: Failure) -> Response { JSSDKServerAPI.pageFailure(failure) }
}
