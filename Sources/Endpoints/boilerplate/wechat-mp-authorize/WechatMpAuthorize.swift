internal import BoilerplateShape
internal import EndpointRuntime
internal import HTTP
internal import People
internal import Site
internal import WeChat

/// `GET /boilerplate/wechat/api/v1/wechat-mp/authorize` — starts the official-account login, under both of the
/// document's prefixes.
///
/// | parameter  | meaning                                                                                |
/// |------------|----------------------------------------------------------------------------------------|
/// | `redirect` | where to come back to; `next` is taken too; else the `Referer`; else the index page     |
///
/// Source: document 000, section 1.2.1.
@main
struct WechatMpAuthorize: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = [
        "GET /boilerplate/wechat/api/v1/wechat-mp/authorize", "GET /boilerplate/api/v1/wechat-mp/authorize",
    ]

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.boilerplate, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try login.start(request, returningTo: returnURL(of: request))
    }

    /// A `Referer` that is not allowed was not an explicit wish, and counts as absent.
    private func returnURL(of request: Request) throws(WeChatError) -> ReturnURL {
        if let url = try login.returnURL("redirect", of: request, before: ["next"]) { return url }
        if let url = try login.returnURL("next", of: request) { return url }
        return request.header("Referer").flatMap(login.returnURL) ?? login.indexPage
    }
}
