import LoopbackServer
import Platform
import SQL
import SQLite
import Synchronization
import Testing

@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("An authorization that comes while the last is being renewed", .timeLimit(.minutes(5)))
struct OAuthGrantRaceTests {
    @Test("stays", arguments: [nil, 40030, 45011])
    func duringTheCall(refusal: Int?) throws {
        let site = try SiteSetting()
        try site.grants().keep(grantToken("old"))
        site.time.pass(7000)
        let newer = Newer(site)
        site.wechat.on(ScriptedWeChat.refresh) { _ in
            newer.authorize()
            return ScriptedWeChat.json(
                refusal.map { #"{"errcode":\#($0),"errmsg":"no"}"# } ?? ScriptedWeChat.grant("renewed-old"))
        }
        _ = try? site.grants().profile(of: "openid-1", until: site.soon)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
        try Self.expectNewer(site)
    }

    /// The clock is looked at between any two steps of a renewal: there the newer authorization comes in.
    @Test("stays, whatever step the renewal is at", arguments: 1...8, [false, true])
    func betweenSteps(step: Int, isDead: Bool) throws {
        let site = try SiteSetting()
        try site.grants().keep(grantToken("old"))
        site.time.pass(7200)
        if isDead { site.wechat.refuse(ScriptedWeChat.refresh, 40030) }
        let newer = Newer(site)
        let looks = Mutex(0)
        let plain = site.time.clock
        let clock = Clock(
            now: {
                if looks.withLock({
                    $0 += 1; return $0 == step
                }) {
                    newer.authorize()
                }
                return plain.now()
            }, uptime: plain.uptime, bootID: plain.bootID)
        _ = try? site.grants(clock: clock).profile(of: "openid-1", until: site.soon)
        newer.authorize()
        try Self.expectNewer(site)
    }

    private static func expectNewer(_ site: SiteSetting) throws {
        let grant = try #require(try site.database.grant(appID: SiteSetting.appID, openid: "openid-1"))
        #expect(grant.grantedAt == site.now)
        #expect(grant.expiresAt == site.now + 604_800)
        #expect(grant.accessExpiresAt == site.now + 7200)
        _ = try site.grants().profile(of: "openid-1", until: site.soon)
        #expect(site.wechat.parameters(ScriptedWeChat.userInfo).last?["access_token"] == "AT-newer")
    }

    /// What the callback of a new login does meanwhile, once.
    private final class Newer: Sendable {
        private let configuration: Configuration
        private let clock: Clock
        private let isDone = Mutex(false)

        init(_ site: SiteSetting) {
            configuration = site.configuration
            clock = site.time.clock
        }

        func authorize() {
            guard
                isDone.withLock({ done in
                    defer { done = true }; return !done
                })
            else { return }
            do {
                let installation = try Installation(configuration, clock: clock)
                let account = try installation.officialAccount()
                try OAuthGrants(account, installation, installation.openDatabase()).keep(grantToken("newer"))
            } catch { Issue.record("\(error)") }
        }
    }
}
