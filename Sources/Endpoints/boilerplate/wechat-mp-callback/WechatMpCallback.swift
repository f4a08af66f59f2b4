internal import BoilerplateShape
internal import EndpointRuntime
internal import HTTP
internal import People
internal import Site
internal import WeChat

/// `GET /boilerplate/api/v1/wechat-mp/callback` — WeChat sends the browser back, under both of the document's prefixes.
///
/// | parameter | meaning                                       |
/// |-----------|-----------------------------------------------|
/// | `code`    | good for one exchange; absent: the person refused |
/// | `state`   | what the login was started with               |
///
/// Source: document 000, section 1.2.3.
@main
struct WechatMpCallback: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = [
        "GET /boilerplate/api/v1/wechat-mp/callback", "GET /boilerplate/wechat/api/v1/wechat-mp/callback",
    ]
    static let hasSecretAddress = true

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.boilerplate, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let result = try login.complete(request, profile: .required) { $0.returnURL.text }
        if let restart = try login.restartIfPossible(request, result) { return restart }
        if let restart = try login.restartIfDamaged(request, result, otherwise: login.indexPage) { return restart }
        switch result {
        case .done(let response): return response
        case .declined(let pending), .repeated(let pending): return .redirect(to: pending.returnURL.text)
        case .failed(let error, _): throw error
        case .unknownState(mayRestart: true): return try login.restart(request, returningTo: login.indexPage)
        case .noState: throw .request(.missing("state"))
        case .unknownState, .damagedState, .noBrowser, .otherBrowser: throw result.stateError
        }
    }
}
