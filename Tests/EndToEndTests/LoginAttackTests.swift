import Foundation
import HTTPClient
import JSON
import Testing

@Suite("Login on the web refuses", .timeLimit(.minutes(2)))
struct LoginAttackTests {
    static let disguises = [
        "//evil.example", "/\\evil.example", "\\/evil.example", "https://127.0.0.1@evil.example/",
        "https://127.0.0.1.evil.example/", "https://evil.example#127.0.0.1", "https://evil.example/?127.0.0.1",
        "javascript:alert(1)", "data:text/html,x", "http://127.0.0.1\r\nSet-Cookie: a=b", "http://127.0.0.1\u{0}.evil/",
        "http://127.0.0.1\t.evil/", "https://badexample.com/", "https://example.com.evil.example/",
        "https://example.com/",
        "http://www.example.com:80@evil.example/", "http:evil.example", "http:/evil.example", "https:///evil.example",
        "ftp://www.example.com/", "http://[::1]/", "http://www。example。com/", " https://www.example.com",
        "evil.example",
        "//127.0.0.1/ok", "https://www.example.com\\.evil.example",
    ]

    @Test("to return to another host, in every disguise", arguments: LoginFlow.all)
    func returnURLs(flow: LoginFlow) throws {
        let site = try Site(workers: 1, extra: "[login]\nredirect_hosts = *.example.com")
        for address in Self.disguises {
            let encoded = address.utf8.map { String(format: "%%%02X", $0) }.joined()
            let path = flow.start("MARK").replacingOccurrences(of: "MARK", with: encoded)
            let reply = try Browser().get(site.address + path)
            #expect(reply.location == nil, "\(address)")
            switch flow.name {
            case "measurements": #expect(reply.status == 200 && reply.text.contains(#""code":2002"#), "\(address)")
            case "jssdk-server": #expect(reply.status == 400 && reply.text.contains("4000000"), "\(address)")
            case "boilerplate": #expect(reply.status == 400 && reply.text.contains("10003"), "\(address)")
            default: #expect(reply.status == 400 && reply.text.contains(#""status":400"#), "\(address)")
            }
        }
        let good = try Browser().get(site.address + flow.start("https://a.b.example.com/x"))
        #expect(good.status == 302)
    }

    @Test("another browser's callback", arguments: LoginFlow.all)
    func otherBrowser(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let attacker = Browser()
        let callback = try site.decide(site.startLogin(flow, attacker), attacker)
        let victim = Browser()
        _ = try site.startLogin(flow, victim)
        let reply = try victim.get(callback)
        #expect(reply.location == nil)
        #expect(!victim.setCookies.contains { $0.hasPrefix(flow.cookie + "=") })
        #expect(try site.exchanges() == 0)
        // A browser that shows no cookie is sent to WeChat once more, and logs in as itself at best.
        let stranger = Browser()
        let restart = try stranger.get(callback)
        guard flow.name != "measurements" else { #expect(restart.text == "非法的会话"); return }
        #expect(restart.location?.contains("/connect/oauth2/authorize?") == true)
        let again = try site.decide(try #require(restart.location), stranger)
        let without = try Browser().get(again)
        #expect(without.status == 400 && without.location == nil, "one restart, not more")
        #expect(try site.exchanges() == 0)
        #expect(try stranger.get(again).location == site.page || flow.name == "jssdk-server")
        #expect(try site.exchanges() == 1)
    }

    @Test("forged and guessed cookies, other APIs' sessions, and a bare openid")
    func cookies() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        let session = try #require(browser.cookies["bbt_wechat_session"])
        let openid = try site.openid("xiaoming")
        let forged = [
            "", openid, String(repeating: "0", count: 64), session.uppercased(), String(session.dropLast()),
            session + "0",
            String(session.reversed()), "%00", "' OR 1=1 --", String(repeating: "a", count: 4000),
        ]
        for value in forged {
            let reply = try Browser(cookies: ["bbt_wechat_session": value]).get(
                site.address + "/2020/wechat/auth/user/openid")
            #expect(reply.status == 401, "\(value)")
            #expect(try reply.json()["openid"] == nil)
        }
        let path = site.address + LoginFlow.jssdkServer.start(site.page)
        for cookies in [[:], ["wechat_jssdk_server_openid": session], ["wechat_jssdk_server_openid": openid]] {
            let reply = try Browser(cookies: cookies).get(path + "&openid=" + openid)
            #expect(reply.location?.contains("/connect/oauth2/authorize?") == true)
        }
        let openidOnly = try Browser().get(site.address + "/2020/wechat/auth/user/openid?openid=\(openid)")
        #expect(openidOnly.status == 401)
    }

    @Test(
        "a completed login's session to whoever knows its state and cookie, but not its code", arguments: LoginFlow.all)
    func replayedState(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let authorize = try site.startLogin(flow, browser)
        let planted = browser.copy()
        _ = try browser.get(site.decide(authorize, browser))
        let second = try site.decide(authorize, browser)
        // Another client, at once; the same one, later.
        let other = try planted.get(second, headers: [("User-Agent", "another")])
        #expect(!planted.setCookies.contains { $0.hasPrefix(flow.cookie + "=") }, "\(other.status)")
        try site.execute("UPDATE login_states SET used_at = used_at - 11")
        _ = try planted.get(second)
        #expect(!planted.setCookies.contains { $0.hasPrefix(flow.cookie + "=") })
        #expect(try site.exchanges() == 1)
    }

    @Test("to hide the true userinfo behind a forged one, and to lose a session among junk")
    func disguisedParameters() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.jssdkServer, browser)
        for forged in ["%75serinfo=%7B%7D", "userinfo", "userinfo=%7B%7D"] {
            let page = "\(site.address)/public/?a=1&\(forged)&b=2"
            let location = try browser.get(site.address + LoginFlow.jssdkServer.start(page)).location ?? ""
            let names = (URLComponents(string: location)?.queryItems ?? []).map(\.name)
            #expect(names == ["a", "b", "userinfo"], "\(location)")
        }
        try site.logIn(.officialAccount, browser)
        let session = try #require(browser.cookies["bbt_wechat_session"])
        let junk = (0..<50).map { "bbt_wechat_session=junk\($0)" }.joined(separator: "; ")
        let cookies = [("Cookie", junk + "; bbt_wechat_session=" + session)]
        #expect(try site.get("/2020/wechat/auth/user/openid", headers: cookies).status == 200)
    }

    @Test("to break a login that was begun in two tabs, or that returns to a long address in Chinese")
    func tabs() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let tabs = try (0..<2).map { _ in try site.startLogin(.measurements, browser) }
        for tab in tabs {
            let reply = try browser.get(site.decide(tab, browser))
            #expect(reply.location?.contains("random=") == true, "\(reply.text)")
        }
        let long = "\(site.address)/public/" + String(repeating: "王", count: 300)
        #expect(try browser.get(site.address + LoginFlow.officialAccount.start(long)).status == 400)
        let short = "\(site.address)/public/" + String(repeating: "王", count: 200)
        let reply = try site.logIn(.officialAccount, browser, returningTo: short)
        #expect(reply.location?.hasSuffix("%E7%8E%8B") == true)
    }

    @Test("a state that is spent, unknown or expired", arguments: LoginFlow.all)
    func states(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let callback = try site.decide(site.startLogin(flow, browser), browser)
        _ = try browser.get(callback)
        try site.execute("UPDATE login_states SET used_at = used_at - 121")
        try refuses(callback, browser, flow, site)
        // Who has a session is not sent to WeChat's page.
        if flow.name == "jssdk-server" { browser.setCookie(flow.cookie, nil) }
        // A long address, so that the login is in the database.
        let page = site.page + String(repeating: "a", count: 100)
        let other = try site.decide(site.startLogin(flow, browser, returningTo: page), browser)
        try site.execute("UPDATE login_states SET expires_at = created_at - 1")
        try refuses(other, browser, flow, site)
        let unknown = callback.replacingOccurrences(of: "state=", with: "state=A")
        try refuses(String(unknown.dropLast()), browser, flow, site)
        #expect(try site.exchanges() == 1)
    }

    private func refuses(_ callback: String, _ browser: Browser, _ flow: LoginFlow, _ site: Site) throws {
        let reply = try browser.get(callback)
        #expect(!browser.setCookies.contains { $0.hasPrefix(flow.cookie + "=") })
        switch flow.name {
        // Starts again once, with nothing kept.
        case "boilerplate": #expect(reply.location?.contains("/connect/oauth2/authorize?") == true)
        case "measurements": #expect(reply.text == "非法的会话，state 错误")
        default: #expect(reply.status == 400 && reply.location == nil)
        }
    }
}
