import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import WeChat

/// A login of one API on its way: the browser was sent to WeChat's page and carries what it was given.
struct LoginSetting {
    let site: SiteSetting
    let login: WebLogin
    let kind: SessionKind
    let start: Response
    var browser: Browser

    init(
        _ kind: SessionKind, _ extra: String = "", returningTo path: String = "/page?a=1#b",
        scope: OAuthScope = .userInfo,
        timeout: Double = 2
    ) throws {
        site = try SiteSetting(extra, timeout: timeout)
        self.kind = kind
        login = try site.login(kind)
        let url = try #require(login.returnURL(path))
        start = try login.start(Browser().request(), returningTo: url, scope: scope)
        browser = Browser()
        browser.take(start)
    }

    var state: String { start.state }

    /// A callback in this browser or another.
    func callback(
        _ code: String? = "code-1", state: String? = nil, in browser: Browser? = nil, profile: ProfileUse = .required,
        by login: WebLogin? = nil
    ) throws -> CallbackResult {
        let query = (code.map { "code=\($0)&" } ?? "") + "state=\(state ?? self.state)"
        return try (login ?? self.login).complete(
            (browser ?? self.browser).request(query: query), profile: profile
        ) { $0.returnURL.text }
    }

    var exchanges: Int { site.wechat.calls(ScriptedWeChat.exchange) }

    /// Who the session that a response gives is of.
    func openid(of response: Response?) throws -> String? {
        var browser = Browser()
        if let response { browser.take(response) }
        return try login.sessions.loginIfAny(of: browser.request())?.openid
    }
}
