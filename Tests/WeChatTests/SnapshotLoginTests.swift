import HTTP
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import People
@testable import WeChat

@Suite("A login on a snapshot page", .timeLimit(.minutes(2)))
struct SnapshotLoginTests {
    /// A login on its way, of a visitor whom WeChat marks as virtual.
    private static func setting(_ kind: SessionKind, _ extra: String = "") throws -> LoginSetting {
        let setting = try LoginSetting(kind, extra)
        let more = #","is_snapshotuser":1,"unionid":"union-1""#
        setting.site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", openid: "virtual", more: more))
        let profile = ScriptedWeChat.profile("virtual", more: #","unionid":"union-1""#)
        setting.site.wechat.answer(ScriptedWeChat.userInfo, profile)
        return setting
    }

    static let kinds: [SessionKind] = [.boilerplate, .jssdkServer, .measurements, .officialAccount]

    @Test("makes a session without a user, and keeps no identity", arguments: kinds)
    func session(kind: SessionKind) throws {
        let setting = try Self.setting(kind)
        try setting.site.signIn("real", unionid: "union-1")
        let response = try setting.callback(profile: kind == .jssdkServer ? .optional : .required).response
        var browser = Browser()
        browser.take(try #require(response))
        let login = try #require(try setting.login.sessions.loginIfAny(of: browser.request()))
        #expect(login.openid == "virtual" && login.isSnapshot && login.userID == nil)
        #expect(try setting.login.sessions.user(login) == nil)
        #expect(try setting.site.count("users") == 1 && setting.site.count("identities") == 1)
    }

    @Test("keeps a permission no longer than the session, also a session that is ended early", arguments: kinds)
    func grant(kind: SessionKind) throws {
        let setting = try Self.setting(kind, "[sessions]\nlifetime = 900000")
        #expect(try setting.callback(profile: .optional).word == "done")
        let ends = try setting.site.value(
            "SELECT MAX(g.expires_at) <= MIN(s.expires_at) FROM oauth_grants g, sessions s WHERE s.openid = g.openid")
        #expect(ends == .integer(1))
        let later = try setting.login.sessions.open(userID: nil, openid: "virtual")
        let people = try People(setting.site.installation)
        for session in try people.sessions(SessionFilter(openid: "virtual"), limit: 9) {
            #expect(try setting.site.count("oauth_grants") == 1, "another session of the visitor goes on")
            #expect(try people.revokeSession(named: session.name).sessions == 1)
        }
        #expect(try setting.site.count("oauth_grants") == 0)
        #expect(try setting.login.sessions.loginIfAny(of: Browser.showing(kind, later).request()) == nil)
    }

    @Test("leaves the permissions of real people alone when it is ended")
    func others() throws {
        let setting = try Self.setting(.officialAccount)
        let real = try LoginSetting(.officialAccount)
        #expect(try real.callback(profile: .none).word == "done")
        #expect(try People(real.site.installation).revokeSessions(SessionFilter()).sessions == 1)
        #expect(try real.site.count("oauth_grants") == 1)
        #expect(try setting.callback(profile: .none).word == "done")
        #expect(try People(setting.site.installation).revokeSessions(SessionFilter()).sessions == 1)
        #expect(try setting.site.count("oauth_grants") == 0)
    }

    @Test("ends the last one's permission with its session when the visitor comes again")
    func again() throws {
        let setting = try Self.setting(.officialAccount)
        let response = try #require(try setting.callback(profile: .none).response)
        var browser = Browser()
        browser.take(response)
        let url = try #require(setting.login.returnURL("/page"))
        let start = try setting.login.start(browser.request(), returningTo: url)
        browser.take(start)
        setting.site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("b", openid: "real"))
        #expect(try setting.callback("code-2", state: start.state, in: browser, profile: .none).word == "done")
        #expect(try setting.site.value("SELECT group_concat(openid) FROM oauth_grants") == .text("real"))
    }

    @Test("goes through without WeChat's word on the profile, which it has no use for", arguments: kinds)
    func noProfile(kind: SessionKind) throws {
        let setting = try Self.setting(kind)
        setting.site.wechat.refuse(ScriptedWeChat.userInfo, 48001)
        #expect(try setting.callback(profile: kind == .jssdkServer ? .optional : .required).word == "done")
    }

    @Test("is refused where the site says so, and leaves nothing behind", arguments: kinds)
    func refused(kind: SessionKind) throws {
        let setting = try Self.setting(kind, "[login]\nsnapshot = refuse")
        let result = try setting.callback()
        guard case .failed(.snapshot, _) = result else {
            Issue.record("\(result)")
            return
        }
        for table in ["users", "identities", "sessions", "oauth_grants"] {
            #expect(try setting.site.count(table) == 0, "\(table)")
        }
        #expect(setting.site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("that an earlier version kept as an identity becomes a real one when WeChat says so")
    func earlierVersion() throws {
        let site = try SiteSetting()
        let userID = try site.signIn("openid-1")
        try site.execute("UPDATE identities SET is_snapshot = 1")
        #expect(try site.signIn("openid-1", unionid: "union-1") == userID)
        let identity = try #require(try site.database.identity(appID: SiteSetting.appID, openid: "openid-1"))
        #expect(!identity.isSnapshot && identity.unionid == "union-1")
    }
}
