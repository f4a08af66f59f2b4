import Foundation
import LoopbackServer
import Platform
import Testing

@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("A person's permission", .timeLimit(.minutes(5)))
struct OAuthGrantTests {
    @Test(
        "is renewed when its token has less than eight minutes left, and not before",
        arguments: [(0, 0), (6719, 0), (6720, 0), (6721, 1), (7199, 1), (7200, 1), (90_000, 1), (604_799, 1)])
    func margin(age: Int64, refreshes: Int) throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.time.pass(age)
        #expect(try grants.profile(of: "openid-1", until: site.soon).nickname == "小明")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == refreshes)
        #expect(try grants.profile(of: "openid-1", until: site.soon).nickname == "小明")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == refreshes)
        let tokens = site.wechat.parameters(ScriptedWeChat.userInfo).map { $0["access_token"] }
        let token = refreshes == 0 ? "AT-first" : "AT-refreshed-1"
        #expect(tokens == [token, token])
        let asked = site.wechat.parameters(ScriptedWeChat.refresh)
        #expect(asked.allSatisfy { $0["refresh_token"] == "RT-first" && $0["grant_type"] == "refresh_token" })
    }

    @Test("ends seven days after the login, although it was renewed")
    func end() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        for _ in 0..<6 {
            site.time.pass(86_400)
            _ = try grants.profile(of: "openid-1", until: site.soon)
        }
        site.time.pass(86_399)
        _ = try grants.profile(of: "openid-1", until: site.soon)
        #expect(try grants.covers(.userInfo, "openid-1"))
        site.time.pass(1)
        #expect(try !grants.covers(.userInfo, "openid-1"))
        #expect(try !grants.covers(.base, "openid-1"))
        #expect(Self.isNotLoggedIn { try grants.profile(of: "openid-1", until: site.soon) })
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 7)
    }

    @Test("for the profile is not replaced by one for the openid alone, but the other way round")
    func scopes() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("base", scope: "snsapi_base"))
        #expect(try grants.covers(.base, "openid-1"))
        #expect(try !grants.covers(.userInfo, "openid-1"))
        try grants.keep(grantToken("full", scope: "snsapi_base,snsapi_userinfo"))
        #expect(try grants.covers(.userInfo, "openid-1"))
        try grants.keep(grantToken("base-again", scope: "snsapi_base"))
        #expect(try grants.covers(.userInfo, "openid-1"))
        _ = try grants.profile(of: "openid-1", until: site.soon)
        #expect(site.wechat.parameters(ScriptedWeChat.userInfo).last?["access_token"] == "AT-full")
        site.time.pass(604_800)
        try grants.keep(grantToken("base-later", scope: "snsapi_base"))
        #expect(try !grants.covers(.userInfo, "openid-1"))
        #expect(try grants.covers(.base, "openid-1"))
    }

    @Test("is nobody else's, and none without a login")
    func others() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        #expect(Self.isNotLoggedIn { try grants.profile(of: "openid-2", until: site.soon) })
        #expect(try !grants.covers(.base, "openid-2"))
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("is renewed once when eight programs find it due at the same moment", arguments: [7000, 7201])
    func race(age: Int64) throws {
        let site = try SiteSetting(timeout: 5)
        try site.grants().keep(grantToken("first"))
        site.time.pass(age)
        site.wechat.on(ScriptedWeChat.refresh) { _ in
            [.pause(0.2)] + ScriptedWeChat.json(ScriptedWeChat.grant("second"))
        }
        let (configuration, clock) = (site.configuration, site.time.clock)
        let names = try inParallel(8) { _ in
            let installation = try Installation(configuration, clock: clock)
            let account = try installation.officialAccount()
            let grants = try OAuthGrants(account, installation, installation.openDatabase())
            return try grants.profile(of: "openid-1", until: Deadline(after: 5)).nickname
        }.map { try $0.get() }
        #expect(names == Array(repeating: "小明", count: 8))
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
        let tokens = Set(site.wechat.parameters(ScriptedWeChat.userInfo).map { $0["access_token"] ?? "" })
        // Who had a good one did not wait for the new one.
        #expect(age < 7200 ? tokens.isSubset(of: ["AT-first", "AT-second"]) : tokens == ["AT-second"])
    }

    @Test("whose key was lost is forgotten")
    func lostKey() throws {
        let site = try SiteSetting()
        try site.grants().keep(grantToken("first"))
        try FileManager.default.removeItem(atPath: site.keyDirectory + "/sealing.json")
        let grants = try site.grants()
        #expect(Self.isNotLoggedIn { try grants.profile(of: "openid-1", until: site.soon) })
        #expect(try site.count("oauth_grants") == 0)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) + site.wechat.calls(ScriptedWeChat.userInfo) == 0)
        try grants.keep(grantToken("second"))
        #expect(try grants.profile(of: "openid-1", until: site.soon).openid == "openid-1")
    }

    static func isNotLoggedIn<T>(_ work: () throws -> T) -> Bool {
        do { _ = try work() } catch WeChatError.notLoggedIn { return true } catch {}
        return false
    }
}
