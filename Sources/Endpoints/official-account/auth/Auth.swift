internal import EndpointRuntime
internal import HTTP
internal import OfficialAccountShape
internal import People
internal import Site
internal import WeChat

/// `GET /2020/wechat/auth` — redirects the browser to WeChat's page.
///
/// | parameter | meaning                                      |
/// |-----------|----------------------------------------------|
/// | `state`   | the page to return to; WeChat never sees it  |
///
/// Source: document 004, S1.
@main
struct Auth: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/auth"]

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.officialAccount, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try login.start(request, returningTo: login.requiredReturnURL("state", of: request))
    }
}
