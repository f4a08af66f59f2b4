internal import BoilerplateShape
internal import EndpointRuntime
internal import HTTP
internal import People
internal import Site
internal import WeChat

/// `GET /boilerplate/wechat/mp/index` — the page after login: greets the person, or shows the login link.
///
/// Source: document 000, section 1.2.3.
@main
struct WechatMpIndex: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = ["GET /boilerplate/wechat/mp/index"]
    static let hasSafeGet = true

    private let sessions: Sessions

    init(_ installation: Installation) throws(WeChatError) { sessions = try Sessions(.boilerplate, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let login = try sessions.loginIfAny(of: request)
        if login?.isSnapshot == true { return .page(page("快照页", explanation)) }
        guard let login, let user = try sessions.user(login) else { return .page(page("微信登录", invitation)) }
        return .page(page("你好", greeting(user)))
    }

    private let invitation: HTML = """
        <p>还没有登录。</p>
        <p><a class="button" href="/boilerplate/wechat/api/v1/wechat-mp/authorize">微信登录</a></p>
        """

    /// For the visitor of a snapshot page.
    private let explanation: HTML = "<p>正在浏览快照页。轻触“使用完整服务”后登录。</p>"

    private func greeting(_ user: User) -> HTML {
        let picture: HTML =
            user.avatarURL.hasPrefix("https://")
            ? "<img src=\"\(user.avatarURL)\" alt=\"\" width=\"96\" height=\"96\" referrerpolicy=\"no-referrer\">" : ""
        return "\(picture)<p>你好，<strong>\(user.nickname.isEmpty ? "微信用户" : user.nickname)</strong>！</p>"
    }

    private func page(_ title: String, _ body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        <style>
        body { margin: 4rem 1.5rem; font: 17px/1.6 system-ui, sans-serif; text-align: center; color: #1d2129 }
        img { border-radius: 50% } strong { overflow-wrap: anywhere }
        .button { padding: .6rem 2.5rem; border-radius: 6px; background: #07c160; color: #fff; text-decoration: none }
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }
}
