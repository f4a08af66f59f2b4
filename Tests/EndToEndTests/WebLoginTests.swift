import Foundation
import HTTPClient
import JSON
import Testing

@Suite("Login on the web", .timeLimit(.minutes(2)))
struct WebLoginTests {
    @Test("goes from the first click back to the page, with a session of its own", arguments: LoginFlow.all)
    func wholeFlow(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let authorize = try site.startLogin(flow, browser)
        #expect(
            authorize.hasPrefix("http://127.0.0.1:\(site.simulatorPort)/connect/oauth2/authorize?appid=\(Site.appID)&"))
        #expect(authorize.hasSuffix("#wechat_redirect"))
        let page = try browser.get(authorize)
        #expect(page.text.contains("allow-xiaoming"), "WeChat's page is strict about parameters and their order")
        let reply = try browser.get(site.decide(authorize, browser))
        #expect(reply.status == 302)
        let location = try #require(reply.location)
        #expect(location.hasPrefix("\(site.address)/public/page?x=1"))
        #expect(location.hasSuffix("#part"))
        let cookie = try #require(browser.setCookies.first { $0.hasPrefix(flow.cookie + "=") })
        #expect(cookie.contains("; HttpOnly; SameSite=Lax"))
        #expect(try site.exchanges() == 1)
    }

    @Test("of the official-account API leads to openid, profile and follower's profile")
    func officialAccountProfile() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let api = site.address + "/2020/wechat"
        for path in ["/auth/user/openid", "/auth/user", "/offiaccount/user"] {
            let reply = try browser.get(api + path)
            #expect(reply.status == 401)
            #expect(reply.text == #"{"status":401,"msg":"请先登录微信","data":null}"#)
        }
        try site.logIn(.officialAccount, browser, person: "emoji")
        let openid = try site.openid("emoji")
        #expect(try browser.get(api + "/auth/user/openid").text == #"{"openid":"\#(openid)"}"#)
        let profile = try browser.get(api + "/auth/user").json()
        #expect(profile["openid"]?.string == openid)
        #expect(profile["nickname"]?.string?.contains("🐼") == true)
        #expect(profile["privilege"]?.elements?.isEmpty == false)
        let follower = try browser.get(api + "/offiaccount/user").json()
        #expect(follower["subscribe"] == .integer(1))
        #expect(follower["openid"]?.string == openid)
        try site.logIn(.officialAccount, browser, person: "stranger")
        let reply = try browser.get(api + "/offiaccount/user")
        #expect(reply.status == 403)
        #expect(reply.text == #"{"status":403,"msg":"请先关注公众号","data":null}"#)
    }

    @Test("of the boilerplate API leads to a page that knows the name, escaped")
    func boilerplateIndex() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let index = site.address + "/boilerplate/wechat/mp/index"
        #expect(try browser.get(index).text.contains("wechat-mp/authorize"))
        let authorize = try browser.get(site.address + "/boilerplate/api/v1/wechat-mp/authorize").location
        let reply = try browser.get(site.decide(try #require(authorize), browser, person: "script"))
        #expect(reply.location == index)
        let page = try browser.get(index)
        #expect(page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(page.text.contains("&lt;script&gt;alert("))
        #expect(!page.text.contains("<script"))
    }

    @Test("of the jssdk-server API comes back with the profile, also for snsapi_base")
    func userInfo() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let location = try #require(try site.logIn(.jssdkServer, browser, person: "script").location)
        let userInfo = try userInfo(in: location)
        #expect(userInfo["openid"]?.string == (try site.openid("script")))
        #expect(userInfo["nickname"]?.string?.contains("<script>alert(") == true)
        let stranger = Browser()
        let start = site.address + LoginFlow.jssdkServer.start(site.page) + "&scope=snsapi_base"
        let authorize = try #require(try stranger.get(start).location)
        let base = try #require(try stranger.get(site.decide(authorize, stranger, person: "bare")).location)
        #expect(try self.userInfo(in: base) == ["openid": .string(try site.openid("bare"))])
    }

    @Test("again needs no page of WeChat's and no code")
    func secondVisit() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.jssdkServer, browser)
        try site.logIn(.officialAccount, browser)
        let (exchanges, pages) = (try site.exchanges(), try site.calls("/connect/oauth2/authorize"))
        let reply = try browser.get(site.address + LoginFlow.jssdkServer.start(site.page))
        #expect(try userInfo(in: try #require(reply.location))["nickname"]?.string == "王小明")
        #expect(try browser.get(site.address + "/2020/wechat/auth/user").status == 200)
        #expect(try site.exchanges() == exchanges)
        #expect(try site.calls("/connect/oauth2/authorize") == pages)
    }

    @Test("that the person refuses ends as each API's contract says", arguments: LoginFlow.all)
    func declined(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let reply = try browser.get(site.decide(site.startLogin(flow, browser), browser, "refuse"))
        switch flow.name {
        case "boilerplate": #expect(reply.location == site.page)
        case "jssdk-server": #expect(try userInfo(in: try #require(reply.location))["errcode"]?.integer == -2)
        case "measurements": #expect(reply.status == 200 && reply.text == "用户禁止授权")
        default: #expect(reply.status == 401)
        }
        #expect(!browser.setCookies.contains { $0.hasPrefix(flow.cookie + "=") })
        #expect(try site.exchanges() == 0)
    }

    @Test(
        "of a snapshot page's visitor is marked, and leaves no user and no permission behind", arguments: LoginFlow.all)
    func snapshot(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let reply = try site.logIn(flow, browser, person: "snapshot")
        #expect(reply.status == 302)
        let location = try #require(reply.location)
        switch flow.name {
        case "boilerplate":
            #expect(try browser.get(site.address + "/boilerplate/wechat/mp/index").text.contains("快照页"))
        case "jssdk-server": #expect(try userInfo(in: location)["is_snapshotuser"] == 1)
        case "measurements":
            #expect(location.contains("&is_snapshotuser=1#"))
            let list = try browser.get(site.address + "/wx/api/measurements", headers: [("Accept", "application/json")])
            #expect(try list.json()["data"] == [])
        default: #expect(try browser.get(site.address + "/2020/wechat/auth/user").json()["is_snapshotuser"] == 1)
        }
        #expect(try site.number("SELECT COUNT(*) FROM users") == 0)
        #expect(try site.number("SELECT COUNT(*) FROM oauth_grants") == 1)
        #expect(try site.wechatctl("sessions", "revoke", "--all").status == 0)
        #expect(try site.number("SELECT COUNT(*) FROM oauth_grants") == 0)
    }

    /// The profile that `/wx/auth` put into an address.
    private func userInfo(in location: String) throws -> JSONValue {
        let items = try #require(URLComponents(string: location)?.queryItems)
        let text = try #require(items.first { $0.name == "userinfo" }?.value)
        return try JSONValue(parsing: Array(text.utf8))
    }
}
