import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import WeChat

@Suite("A login on the web", .timeLimit(.minutes(5)))
struct WebLoginTests {
    static let callbacks: [(kind: SessionKind, path: String, callback: String)] = [
        (.boilerplate, "/boilerplate/api/v1/wechat-mp/authorize", "/boilerplate/api/v1/wechat-mp/callback"),
        (
            .boilerplate, "/boilerplate/wechat/api/v1/wechat-mp/authorize",
            "/boilerplate/wechat/api/v1/wechat-mp/callback"
        ),
        (.jssdkServer, "/wx/auth", "/wx/auth2"), (.jssdkServer, "/wx/auth2", "/wx/auth2"),
        (.measurements, "/wx/oauth", "/wx/oauth/callback"), (.measurements, "/other", "/wx/oauth/callback"),
        (.officialAccount, "/2020/wechat/auth", "/2020/wechat/auth/code"),
        (.officialAccount, "/else/auth", "/else/auth/code"), (.officialAccount, "/", "/2020/wechat/auth/code"),
    ]

    @Test("begins at WeChat's page, with the parameters in WeChat's order", arguments: callbacks)
    func authorizeURL(kind: SessionKind, path: String, callback: String) throws {
        let site = try SiteSetting()
        let login = try site.login(kind)
        let url = try #require(login.returnURL("https://www.example.com/secret-page"))
        for scope in [OAuthScope.base, .userInfo] {
            let response = try login.start(Browser().request(path), returningTo: url, scope: scope)
            #expect(response.status == 302)
            #expect(response.header("Cache-Control") == "no-store")
            let expected =
                "https://open.weixin.qq.com/connect/oauth2/authorize?appid=\(SiteSetting.appID)&redirect_uri="
                + PercentEncoding.encode("https://www.example.com" + callback)
                + "&response_type=code&scope=\(scope.rawValue)&state=\(response.state)#wechat_redirect"
            #expect(response.location == expected)
            #expect(response.state.utf8.count == 128 && response.state.utf8.allSatisfy(Account.isWordByte))
        }
    }

    @Test("ends where it was to return, with a session of the person", arguments: SessionKind.ofBrowsers)
    func whole(kind: SessionKind) throws {
        let setting = try LoginSetting(kind)
        let response = try #require(try setting.callback().response)
        #expect(response.status == 302)
        #expect(response.location == "https://www.example.com/page?a=1#b")
        #expect(response.newCookies.map(\.name) == [(kind.cookie?.text ?? "")])
        #expect(try setting.openid(of: response) == "openid-1")
        #expect(try setting.site.database.user(1)?.nickname == "小明")
        #expect(try setting.login.grants.covers(.userInfo, "openid-1"))
        let asked = setting.site.wechat.parameters(ScriptedWeChat.exchange)
        #expect(
            asked == [
                [
                    "appid": SiteSetting.appID, "secret": "app-secret", "code": "code-1",
                    "grant_type": "authorization_code",
                ]
            ])
        let profile = setting.site.wechat.parameters(ScriptedWeChat.userInfo)
        #expect(profile == [["access_token": "AT-code-1", "openid": "openid-1", "lang": "zh_CN"]])
    }

    @Test(
        "gives a new session id, and ends the session that the browser had when it began and no other",
        arguments: SessionKind.ofBrowsers, ["/page", "/" + String(repeating: "a", count: 39)])
    func fixation(kind: SessionKind, page: String) throws {
        let setting = try LoginSetting(kind)
        let sessions = setting.login.sessions
        let ids = try ["own", "planted"].map { try sessions.open(userID: setting.site.signIn($0), openid: $0) }
        var browser = Browser.showing(kind, ids[0])
        let url = try #require(setting.login.returnURL(page))
        let start = try setting.login.start(browser.request(), returningTo: url)
        #expect(try setting.site.count("login_states") == (page.utf8.count > 38 ? 1 : 0))
        browser.take(start)
        browser.cookies.insert((kind.cookie?.text ?? "", ids[1]), at: 0)
        let response = try #require(try setting.callback(state: start.state, in: browser).response)
        #expect(response.location == "https://www.example.com" + page)
        #expect(!ids.contains(try #require(response.newCookies.first?.value)))
        #expect(try setting.openid(of: response) == "openid-1")
        let living = try ids.map { try sessions.loginIfAny(of: Browser.showing(kind, $0).request())?.openid }
        #expect(living == [nil, "planted"])
    }

    @Test("ends no session of a browser that does not show it any more", arguments: SessionKind.ofBrowsers)
    func sessionOfAnotherBrowser(kind: SessionKind) throws {
        let setting = try LoginSetting(kind)
        let sessions = setting.login.sessions
        let id = try sessions.open(userID: setting.site.signIn("own"), openid: "own")
        var browser = Browser.showing(kind, id)
        let start = try setting.login.start(
            browser.request(), returningTo: try #require(setting.login.returnURL("/")))
        browser.take(start)
        browser.cookies.removeAll { $0.value == id }
        #expect(try setting.callback(state: start.state, in: browser).word == "done")
        #expect(try sessions.loginIfAny(of: Browser.showing(kind, id).request())?.openid == "own")
    }

    @Test("asks for no profile where none is wanted or allowed")
    func noProfile() throws {
        let unwanted = try LoginSetting(.officialAccount)
        #expect(try unwanted.callback(profile: .none).word == "done")
        let base = try LoginSetting(.jssdkServer, scope: .base)
        base.site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", scope: "snsapi_base"))
        #expect(try base.callback(profile: .optional).word == "done")
        #expect(base.start.location?.contains("scope=snsapi_base&") == true)
        for setting in [unwanted, base] { #expect(setting.site.wechat.calls(ScriptedWeChat.userInfo) == 0) }
    }

    @Test("keeps the unionid, whichever answer brings it", arguments: [true, false])
    func unionid(inProfile: Bool) throws {
        let setting = try LoginSetting(.boilerplate)
        let more = #","unionid":"union-1""#
        let grant = ScriptedWeChat.grant("a", more: inProfile ? "" : more)
        setting.site.wechat.answer(ScriptedWeChat.exchange, grant)
        let profile = ScriptedWeChat.profile("openid-1", more: inProfile ? more : "")
        setting.site.wechat.answer(ScriptedWeChat.userInfo, profile)
        #expect(try setting.callback().word == "done")
        #expect(try setting.site.database.identity(appID: SiteSetting.appID, openid: "openid-1")?.unionid == "union-1")
    }

    @Test("of the measurements API goes on in the browser's session only if that lasts until the person is back")
    func sessionAtItsEnd() throws {
        let site = try SiteSetting()
        let login = try site.login(.measurements)
        var browser = Browser()
        let id = try login.sessions.open(userID: site.signIn("openid-1"), openid: "openid-1")
        browser.take(try login.start(browser.request(), returningTo: login.historyPage))
        browser.cookies.removeAll { $0.name == "sid" }
        browser.cookies.append(("sid", id))
        site.time.pass(600)
        let held = try login.start(browser.request(), returningTo: login.historyPage)
        #expect(held.newCookies.map(\.name) == ["__Host-wechat_login"])
        site.time.pass(1)
        let start = try login.start(browser.request(), returningTo: login.historyPage)
        #expect(start.newCookies.map(\.name) == ["sid", "__Host-wechat_login"])
        browser.take(start)
        site.time.pass(599)
        #expect(try login.presence(browser.request()) == .current)
        let request = browser.request(query: "code=c&state=\(start.state)")
        #expect(try login.complete(request, profile: .required) { $0.returnURL.text }.word == "done")
    }
}
