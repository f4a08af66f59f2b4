internal import EndpointRuntime
internal import HTTP
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/oauth/callback` — WeChat sends the browser back; redirects to the H5 page, with a new session.
///
/// | parameter | meaning                                           |
/// |-----------|---------------------------------------------------|
/// | `code`    | good for one exchange; absent: the person refused |
/// | `state`   | what the login was started with                   |
///
/// Errors are plain text with status 200, with the running system's words, and authorize nothing.
///
/// Source: document 002, section 2.2.
@main
struct WxOauthCallback: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/oauth/callback"]
    static let hasSecretAddress = true

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.measurements, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        switch try login.presence(request) {
        case .none: throw .badToken(.missing)
        case .expired: throw .badToken(.expired)
        case .current: break
        }
        let result = try login.complete(request, profile: .required) {
            $0.returnURL.addingRandom(isSnapshot: $0.isSnapshot)
        }
        if let restart = try login.restartIfDamaged(request, result, otherwise: login.historyPage) { return restart }
        switch result {
        case .done(let response): return response
        case .repeated(let pending): return .redirect(to: pending.returnURL.addingRandom())
        case .declined: throw .request(.missing("code"))
        case .failed(let error, _): throw error
        case .noState: throw .request(.missing("state"))
        case let result: throw result.stateError
        }
    }

    static func failure(_ failure: Failure) -> Response {
        switch failure.error {
        case .badToken(.missing): .text("非法的会话")
        case .badToken(.expired): .text("非法的会话,session过期")
        case .request(.missing("code")): .text("用户禁止授权")
        case .request(.missing("state")): .text("非法的会话，state错误")
        case .request(.methodNotAllowed): .text("请求方法不允许")
        case .request, .forged: .text("非法的会话，state 错误")
        case .unavailable, .timedOut, .abandoned: .text("微信服务器超时")
        case .snapshot: .text("快照页不能登录，请轻触“使用完整服务”")
        case .refused, .tooLarge, .notLoggedIn, .badToken, .unproven, .undecipherable: .text("微信登录失败")
        case .notConfigured: .text("公众号未配置")
        case .storage, .fault: .text("服务器内部错误")
        }
    }
}
