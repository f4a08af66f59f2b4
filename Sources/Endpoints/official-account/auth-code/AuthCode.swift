internal import EndpointRuntime
internal import HTTP
internal import OfficialAccountShape
internal import People
internal import Site
internal import WeChat

/// `GET /2020/wechat/auth/code` — WeChat sends the browser back; redirects to the page where the login began.
///
/// | parameter | meaning                                           |
/// |-----------|---------------------------------------------------|
/// | `code`    | good for one exchange; absent: the person refused |
/// | `state`   | what the login was started with                   |
///
/// Source: document 004, S2.
@main
struct AuthCode: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/auth/code"]
    static let hasSecretAddress = true

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.officialAccount, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let result = try login.complete(request, profile: .none) { $0.returnURL.text }
        if let restart = try login.restartIfDamaged(request, result, otherwise: login.sitePage) { return restart }
        switch result {
        case .done(let response): return response
        case .repeated(let pending): return .redirect(to: pending.returnURL.text)
        case .declined: throw .notLoggedIn
        case .failed(let error, _): throw error
        case .noBrowser(let pending) where pending.mayRestart: return try login.restart(request, pending)
        case .noState: throw .request(.missing("state"))
        case .unknownState, .damagedState, .noBrowser, .otherBrowser: throw result.stateError
        }
    }
}
