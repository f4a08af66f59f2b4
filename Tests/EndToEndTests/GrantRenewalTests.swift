import Foundation
import HTTPClient
import JSON
import Synchronization
import Testing

@Suite("A person's permission", .timeLimit(.minutes(2)))
struct GrantRenewalTests {
    @Test("is renewed once after two hours, under 8 requests and 3 refresh jobs at once")
    func renewedOnce() throws {
        let site = try Site(workers: 8)
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        try site.logIn(.jssdkServer, browser)
        try site.simulator("POST", "clock", ["advance": 7300])
        try site.execute("UPDATE oauth_grants SET access_expires_at = access_expires_at - 7300")
        let statuses = Mutex<[Int]>([])
        let jobs = try (0..<3).map { _ in
            try Command.start("\(Repository.root)/bin/wechatctl", ["refresh", "--config", site.configuration])
        }
        let (cookies, address) = (browser.cookies, site.address)
        let paths = ["/2020/wechat/auth/user", LoginFlow.jssdkServer.start(site.page)]
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            let reply = try? Browser(cookies: cookies).get(address + paths[index % 2])
            let isGood = reply?.status == 200 || reply?.location?.contains("userinfo=") == true
            statuses.withLock { $0.append(isGood ? 200 : reply?.status ?? 0) }
        }
        for job in jobs { #expect(job.finish().status == 0) }
        #expect(statuses.withLock { $0 } == Array(repeating: 200, count: 8))
        #expect(try site.refreshes() == 1)
        #expect(try site.exchanges() == 2)
    }

    @Test("with less than eight minutes left is renewed by the refresh job, and only then")
    func refreshJob() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        #expect(try site.wechatctl("refresh").output.contains("0 renewed"))
        try site.execute("UPDATE oauth_grants SET access_expires_at = unixepoch() + 470")
        #expect(try site.wechatctl("refresh").output.contains("1 renewed"))
        #expect(try site.wechatctl("refresh").output.contains("0 renewed"))
        #expect(try site.refreshes() == 1)
        try site.execute("UPDATE oauth_grants SET access_expires_at = unixepoch() + 470")
        try site.fail("/sns/oauth2/refresh_token", "errcode:42002")
        #expect(try site.wechatctl("refresh").output.contains("1 no longer honoured"))
        #expect(try browser.get(site.address + "/2020/wechat/auth/user").status == 401)
    }

    @Test("ends after seven days, however often it was renewed: then WeChat asks again")
    func sevenDays() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.jssdkServer, browser)
        let week = try site.number("SELECT expires_at - granted_at FROM oauth_grants")
        #expect(week == 604_800)
        try site.execute("UPDATE oauth_grants SET access_expires_at = unixepoch() + 10")
        _ = try site.wechatctl("refresh")
        #expect(try site.number("SELECT expires_at - granted_at FROM oauth_grants") == week)
        try site.execute("UPDATE oauth_grants SET expires_at = unixepoch()")
        let reply = try browser.get(site.address + LoginFlow.jssdkServer.start(site.page))
        #expect(reply.location?.contains("/connect/oauth2/authorize?") == true)
        try site.logIn(.officialAccount, browser)
        try site.execute("UPDATE sessions SET expires_at = unixepoch()")
        #expect(try browser.get(site.address + "/2020/wechat/auth/user/openid").status == 401)
    }

    @Test("and sessions can be looked up and ended by the operator")
    func operatorsCommands() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.officialAccount, browser, person: "script")
        let openid = try site.openid("script")
        let shown = try site.wechatctl("users", "show", openid).output
        #expect(shown.contains(openid) && shown.contains("authorized until"))
        #expect(try site.wechatctl("users", "show", "no-such-openid").status != 0)
        let list = try site.wechatctl("sessions", "list").output
        #expect(list.contains(openid) && list.contains("official_account"))
        let cookie = try #require(browser.cookies["bbt_wechat_session"])
        #expect(!list.contains(cookie))
        let name = try #require(list.split(separator: "\n").last?.split(separator: " ").first)
        #expect(try site.wechatctl("sessions", "revoke").status == 64)
        #expect(try site.wechatctl("sessions", "revoke", String(name)).output.contains("ended 1 session"))
        #expect(try browser.get(site.address + "/2020/wechat/auth/user/openid").status == 401)
        #expect(try site.wechatctl("sessions", "revoke", "--all").status == 1)
    }

    @Test("leaves nothing in the database that would be worth stealing")
    func nothingInClear() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        for flow in LoginFlow.all { try site.logIn(flow, browser) }
        try site.execute("UPDATE oauth_grants SET access_expires_at = unixepoch() + 10")
        _ = try site.wechatctl("refresh")
        let bytes = String(decoding: site.databaseBytes(), as: UTF8.self)
        #expect(bytes.contains(try site.openid("xiaoming")), "the search can find something")
        for flow in LoginFlow.all {
            let id = try #require(browser.cookies[flow.cookie])
            #expect(!bytes.contains(id), "\(flow.name)")
        }
        #expect(!bytes.contains(try #require(browser.cookies["wechat_login"])))
        let tokens = try site.issuedUserTokens()
        #expect(tokens.count >= 8)
        for token in tokens { #expect(!bytes.contains(token)) }
    }
}
