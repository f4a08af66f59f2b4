import LoopbackServer
import Testing

@testable import People
@testable import WeChat

@Suite("A permission that WeChat does not renew", .timeLimit(.minutes(5)))
struct OAuthGrantFailureTests {
    @Test(
        "serves on while its token holds, and WeChat is asked again after 30 seconds",
        arguments: ScriptedWeChat.failures.indices)
    func heldToken(index: Int) throws {
        let site = try SiteSetting(timeout: 1)
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.time.pass(7000)
        let steps = ScriptedWeChat.failures[index].steps
        site.wechat.on(ScriptedWeChat.refresh) { _ in steps }
        _ = try grants.profile(of: "openid-1", until: site.soon)
        let asked = site.wechat.calls(ScriptedWeChat.refresh)
        #expect((1...2).contains(asked))
        for _ in 0..<3 { _ = try site.grants().profile(of: "openid-1", until: site.soon) }
        site.time.pass(29)
        _ = try grants.profile(of: "openid-1", until: site.soon)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == asked)
        let tokens = Set(site.wechat.parameters(ScriptedWeChat.userInfo).map { $0["access_token"] ?? "" })
        #expect(tokens == ["AT-first"])
        site.time.pass(1)
        site.wechat.on(ScriptedWeChat.refresh) { _ in ScriptedWeChat.json(ScriptedWeChat.grant("second")) }
        _ = try grants.profile(of: "openid-1", until: site.soon)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == asked + 1)
        #expect(site.wechat.parameters(ScriptedWeChat.userInfo).last?["access_token"] == "AT-second")
    }

    @Test(
        "gives no profile when WeChat's answer is about nobody, or about another",
        arguments: ["{}", #"{"openid":"other"}"#])
    func otherPerson(answer: String) throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.wechat.on(ScriptedWeChat.userInfo) { _ in [.reply(body: answer)] }
        do throws(WeChatError) {
            _ = try grants.profile(of: "openid-1", until: site.soon)
            Issue.record("took \(answer) for a profile")
        } catch {
            guard case .unavailable = error else { Issue.record("\(error)"); return }
        }
    }

    @Test("fails when its token is over, each time anew, and is kept")
    func endedToken() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.time.pass(7200)
        site.wechat.refuse(ScriptedWeChat.refresh, 45011)
        for count in 1...2 {
            #expect(throws: WeChatError.self) { try grants.profile(of: "openid-1", until: site.soon) }
            #expect(site.wechat.calls(ScriptedWeChat.refresh) == count)
        }
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
        site.wechat.answer(ScriptedWeChat.refresh, ScriptedWeChat.grant("second"))
        #expect(try grants.profile(of: "openid-1", until: site.soon).openid == "openid-1")
    }

    @Test(
        "because its refresh_token is dead is gone",
        arguments: [40030, 42002, 42007, 41003, 50001], [7000, 7200] as [Int64])
    func dead(code: Int, age: Int64) throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        try grants.keep(grantToken("other", openid: "openid-2"))
        site.time.pass(age)
        site.wechat.refuse(ScriptedWeChat.refresh, code)
        #expect(OAuthGrantTests.isNotLoggedIn { try grants.profile(of: "openid-1", until: site.soon) })
        #expect(try !grants.covers(.base, "openid-1"))
        #expect(OAuthGrantTests.isNotLoggedIn { try grants.profile(of: "openid-1", until: site.soon) })
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
        #expect(try grants.covers(.base, "openid-2"))
        #expect(try site.count("oauth_grants") == 1)
    }

    @Test("is asked for once more when WeChat refuses its token, and not again", arguments: [40001, 40014, 42001])
    func stale(code: Int) throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.wechat.on(ScriptedWeChat.userInfo) {
            let isNew = $0["access_token"] == "AT-refreshed-1"
            return ScriptedWeChat.json(
                isNew ? ScriptedWeChat.profile("openid-1") : #"{"errcode":\#(code),"errmsg":"invalid"}"#)
        }
        #expect(try grants.profile(of: "openid-1", until: site.soon).nickname == "小明")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 2)

        site.wechat.refuse(ScriptedWeChat.userInfo, code)
        #expect(throws: WeChatError.self) { try grants.profile(of: "openid-1", until: site.soon) }
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 2)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 4)
    }

    @Test("is not asked for when WeChat refuses otherwise or fails", arguments: [40003, 48001, 45011, -1])
    func otherRefusals(code: Int) throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("first"))
        site.wechat.refuse(ScriptedWeChat.userInfo, code)
        #expect(throws: WeChatError.self) { try grants.profile(of: "openid-1", until: site.soon) }
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 0)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == (code == -1 ? 2 : 1))
        #expect(try grants.covers(.userInfo, "openid-1"))
    }
}
