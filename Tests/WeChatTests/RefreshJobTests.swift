import LoopbackServer
import Platform
import Testing

@testable import Maintenance
@testable import Messages
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("The refresh job", .timeLimit(.minutes(5)))
struct RefreshJobTests {
    @Test("renews the account's credentials and every permission that is due, and no other")
    func renews() throws {
        let site = try SiteSetting()
        for name in ["a", "b", "ended"] { try site.grants().keep(grantToken(name, openid: name)) }
        site.time.pass(6721)
        for name in ["c", "d"] { try site.grants().keep(grantToken(name, openid: name)) }
        try site.grants().keep(grantToken("old", openid: "other", scope: "snsapi_base"))
        site.wechat.on(ScriptedWeChat.refresh) {
            $0["refresh_token"] == "RT-ended"
                ? ScriptedWeChat.json(#"{"errcode":42002,"errmsg":"no"}"#)
                : ScriptedWeChat.json(ScriptedWeChat.grant("new"))
        }
        let report = try RefreshJob(site.installation).run()
        #expect(report.failures.isEmpty)
        #expect((report.renewedGrants, report.endedGrants) == (2, 1))
        #expect(report.credentials.map(\.expiresAt).allSatisfy { $0 == site.now + 7200 })
        #expect(report.credentials.count == 2 && !report.isAnotherRunning)
        let asked = site.wechat.parameters(ScriptedWeChat.refresh).compactMap { $0["refresh_token"] }
        #expect(asked.sorted() == ["RT-a", "RT-b", "RT-ended"])
        #expect(try site.count("oauth_grants") == 5)

        let second = try RefreshJob(site.installation).run()
        #expect((second.renewedGrants, second.endedGrants) == (0, 0))
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 3)
        #expect(site.wechat.calls(ScriptedWeChat.token) == 1 && site.wechat.calls(ScriptedWeChat.ticket) == 1)
    }

    @Test("renews what the requests found due at the same moment only once, and so do parallel jobs")
    func parallel() throws {
        let site = try SiteSetting(timeout: 5)
        for name in ["a", "b", "c"] { try site.grants().keep(grantToken(name, openid: name)) }
        site.time.pass(7000)
        site.wechat.on(ScriptedWeChat.refresh) { parameters in
            [.pause(0.1)] + ScriptedWeChat.json(ScriptedWeChat.grant("new"))
        }
        let (configuration, clock) = (site.configuration, site.time.clock)
        let reports = try inParallel(4) { index in
            let installation = try Installation(configuration, clock: clock)
            guard index > 0 else {
                let account = try installation.officialAccount()
                let grants = try OAuthGrants(account, installation, installation.openDatabase())
                for name in ["a", "b", "c"] { _ = try grants.profile(of: name, until: Deadline(after: 5)) }
                return RefreshReport()
            }
            return try RefreshJob(installation).run()
        }.map { try $0.get() }
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 3)
        #expect(reports.map(\.renewedGrants).reduce(0, +) <= 3)
        #expect(reports.count(where: \.isAnotherRunning) >= 1)
        #expect(site.wechat.calls(ScriptedWeChat.token) == 1 && site.wechat.calls(ScriptedWeChat.ticket) == 1)
    }

    @Test("gives WeChat up after three failures in a row, and says what is left")
    func givesUp() throws {
        let site = try SiteSetting()
        for index in 0..<6 { try site.grants().keep(grantToken("\(index)", openid: "openid-\(index)")) }
        site.time.pass(7000)
        site.wechat.refuse(ScriptedWeChat.refresh, 45011)
        var progress: [Int] = []
        let report = try RefreshJob(site.installation).run { done, _ in progress.append(done) }
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 3)
        #expect(report.failures.count == 4)
        #expect(report.failures.last == "authorizations: 3 left for the next run")
        #expect(report.renewedGrants == 0 && progress == [0, 1, 2, 3])
        #expect(try site.count("oauth_grants") == 6)
        #expect(report.credentials.count == 2)
    }

    @Test("goes on after failures that are not in a row")
    func goesOn() throws {
        let site = try SiteSetting()
        for index in 0..<6 {
            try site.grants().keep(grantToken("\(index)", openid: "openid-\(index)"))
            site.time.pass(1)
        }
        site.time.pass(7000)
        let bad = ["RT-0", "RT-1", "RT-3", "RT-4"]
        site.wechat.on(ScriptedWeChat.refresh) {
            bad.contains($0["refresh_token"] ?? "")
                ? ScriptedWeChat.json(#"{"errcode":45011,"errmsg":"no"}"#)
                : ScriptedWeChat.json(ScriptedWeChat.grant("new"))
        }
        let report = try RefreshJob(site.installation).run()
        #expect(report.failures.count == 4 && report.renewedGrants == 2)
    }

    @Test("has permissions that WeChat never renews not stand in the way of the others")
    func refusedForever() throws {
        let site = try SiteSetting()
        for name in ["bad-1", "bad-2", "bad-3", "good"] {
            try site.grants().keep(grantToken(name, openid: name))
            site.time.pass(1)
        }
        site.time.pass(7200)
        site.wechat.on(ScriptedWeChat.refresh) {
            $0["refresh_token"] == "RT-good"
                ? ScriptedWeChat.json(ScriptedWeChat.grant("new"))
                : ScriptedWeChat.json(#"{"errcode":50002,"errmsg":"user limited"}"#)
        }
        #expect(try RefreshJob(site.installation).run().renewedGrants == 0)
        site.time.pass(60)
        let report = try RefreshJob(site.installation).run()
        #expect(report.renewedGrants == 1 && report.failures.count == 3)
    }

    @Test("says why credentials are not to be had, and does the rest")
    func credentials() throws {
        let site = try SiteSetting()
        try site.grants().keep(grantToken("a"))
        site.time.pass(7000)
        site.wechat.refuse(ScriptedWeChat.token, 40164)
        let report = try RefreshJob(site.installation).run()
        #expect(report.renewedGrants == 1)
        #expect(report.credentials.isEmpty && report.failures.count == 2)
        #expect(report.failures.allSatisfy { $0.contains("40164") && !$0.contains("app-secret") })
    }

    @Test("forgets what is over, and nothing that is not")
    func prunes() throws {
        let site = try SiteSetting()
        let login = try site.login(.boilerplate)
        // A short address needs no row.
        let url = try #require(login.returnURL("/" + String(repeating: "a", count: 100)))
        func begin() throws {
            _ = try login.start(Browser().request(), returningTo: url)
            _ = try login.sessions.open(userID: site.signIn("a"), openid: "a")
        }
        try begin()
        try site.grants().keep(grantToken("a"))
        let lifetime: Int64 = 604_800
        for (pass, states, sessions, grants) in [
            (720, 1, 1, 1), (1, 0, 1, 1), (lifetime - 721, 0, 1, 1), (1, 0, 1, 0), (86_399, 0, 1, 0), (1, 0, 0, 0),
        ] as [(Int64, Int64, Int64, Int64)] {
            site.time.pass(pass)
            _ = try RefreshJob(site.installation).run()
            let left = try [site.count("login_states"), site.count("sessions"), site.count("oauth_grants")]
            #expect(try site.count("login_addresses") == states)
            #expect(left == [states, sessions, grants])
        }
        // One in which nobody logged in is forgotten after an hour.
        _ = try login.sessions.openForNobody()
        site.time.pass(lifetime + 3600)
        #expect(try RefreshJob(site.installation).run().prunedSessions == 0)
        site.time.pass(1)
        #expect(try RefreshJob(site.installation).run().prunedSessions == 1)
        try begin()
        #expect(try RefreshJob(site.installation).run().prunedStates == 0)
        #expect(try site.count("login_states") == 1)
    }

    @Test("forgets messages that are done with after keep_days")
    func prunesMessages() throws {
        let site = try SiteSetting("[messages]\nkeep_days = 2\n")
        let push = try #require(PushMessageTests.parse(PushMessageTests.text))
        let new = NewInboxMessage(
            appID: SiteSetting.appID, key: [1], push: push, receivedAt: site.now, fate: .replied(.success))
        #expect(try site.database.insert(new) != nil)
        site.time.pass(2 * 86_400 + MessageSettings.clockSkew)
        #expect(try RefreshJob(site.installation).run().prunedMessages == 0, "it could be pushed again")
        site.time.pass(1)
        #expect(try RefreshJob(site.installation).run().prunedMessages == 1)
        #expect(try site.count("inbox") == 0)
    }

    @Test("forgets any number of them")
    func prunesMany() throws {
        let site = try SiteSetting()
        try site.execute(
            """
            INSERT INTO login_states (state_hash, kind, return_url, scope, created_at, expires_at)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
            SELECT CAST('s' || i AS BLOB), 'boilerplate', '/', 'snsapi_base', 1, 2 FROM n
            """)
        #expect(try RefreshJob(site.installation).run().prunedStates == 2500)
        #expect(try site.count("login_states") == 0)
    }

    @Test("does without an account what it can")
    func noAccount() throws {
        let file = try ConfigurationFile("public_url = https://a.example\nstate_dir = state\n")
        let report = try RefreshJob(Installation(file.read())).run()
        #expect(report.failures.isEmpty && report.credentials.isEmpty)
    }
}
