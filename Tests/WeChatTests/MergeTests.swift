import JSON
import SQL
import SQLite
import Testing

@testable import People
@testable import WeChat

@Suite("Users who turn out to be one person")
struct MergeTests {
    @Test("become the older one, with everything that either has")
    func merge() throws {
        let site = try SiteSetting()
        let older = try site.signIn(
            "a", profile: UserProfile(["nickname": "old", "city": "广州"], openid: "a"), appID: "wx1")
        let newer = try site.signIn("b", unionid: "union-1", profile: UserProfile("b", nickname: "new"))
        let sessions = try site.sessions(.boilerplate)
        let browser = Browser.showing(.boilerplate, try sessions.open(userID: newer, openid: "b"))
        site.time.pass(60)

        #expect(try site.signIn("a", unionid: "union-1", appID: "wx1") == older)
        #expect(try site.database.user(newer) == nil)
        let user = try #require(try site.database.user(older))
        #expect(user.nickname == "old" && user.city == "广州")
        #expect(user.gender == 1 && user.province == "广东" && user.avatarURL.hasSuffix("/a/132"))
        #expect(try site.database.identities(of: older).map(\.openid).sorted() == ["a", "b"])
        let login = try sessions.login(of: browser.request())
        #expect((login.userID, login.openid) == (older, "b"))
        #expect(try site.count("user_merges") == 1)
        let audit =
            "SELECT kept_user_id || ' ' || merged_user_id || ' ' || unionid || ' ' || merged_at FROM user_merges"
        #expect(try site.value(audit) == .text("\(older) \(newer) union-1 \(site.now)"))
        #expect(try site.signIn("b", unionid: "union-1") == older)
        #expect(try site.count("user_merges") == 1)
    }

    @Test("may be three")
    func three() throws {
        let site = try SiteSetting()
        let ids = try ["a", "b", "c"].map { try site.signIn($0, appID: "wx-\($0)") }
        for name in ["c", "b", "a"] { try site.signIn(name, unionid: "union-1", appID: "wx-\(name)") }
        #expect(try site.count("users") == 1)
        #expect(try site.database.identities(of: ids[0]).count == 3)
        #expect(try site.count("user_merges") == 2)
    }

    @Test("are not made one by another unionid, by none or by an empty one")
    func strangers() throws {
        let site = try SiteSetting()
        let profile = UserProfile(["unionid": ""], openid: "x")
        #expect(profile.unionid == nil)
        let ids = try [
            site.signIn("a", unionid: "union-1"), site.signIn("b", unionid: "union-2"), site.signIn("c"),
            site.signIn("d", unionid: profile.unionid), site.signIn("e", unionid: "UNION-1"),
        ]
        #expect(Set(ids).count == 5)
        #expect(try site.count("user_merges") == 0)
    }

    @Test("leave a number that nobody else gets")
    func numbers() throws {
        let site = try SiteSetting()
        let first = try site.signIn("a", unionid: "union-1")
        let second = try site.signIn("b")
        #expect(try site.signIn("b", unionid: "union-1") == first)
        #expect(try site.signIn("c") > second)
        let strengths = (0..<8).map { "\"c\($0)\":0" }.joined(separator: ",")
        let rates = #""heart_rate":70,"app_heart_rate":70,"app_highest_heart_rate":80,"app_lowest_heart_rate":60"#
        try site.add(
            #"{"openid":"d","created_at":"2018-07-04T08:01:27Z","finger":1,\#(strengths),\#(rates)}"#)
        #expect(try site.userID("d") > site.userID("c"))
    }

    @Test("keep the unionid that they had when a login brings none")
    func keepsUnionid() throws {
        let site = try SiteSetting()
        try site.signIn("a", unionid: "union-1")
        try site.signIn("a")
        #expect(try site.database.identity(appID: SiteSetting.appID, openid: "a")?.unionid == "union-1")
    }
}
