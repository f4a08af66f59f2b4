import JSON
import Platform
import SQL
import SQLite
import Testing

@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("The user behind an identity", .timeLimit(.minutes(5)))
struct SignInTests {
    @Test("is made at the first login and found at the second")
    func once() throws {
        let site = try SiteSetting()
        let userID = try site.signIn("openid-1", profile: UserProfile("openid-1"))
        site.time.pass(10)
        #expect(try site.signIn("openid-1") == userID)
        #expect(try site.signIn("openid-2") != userID)
        #expect(try site.count("users") == 2)
        let user = try #require(try site.database.user(userID))
        #expect(user.nickname == "小明" && user.gender == 1 && user.city == "广州" && user.province == "广东")
        #expect(user.country == "中国" && user.language == "zh_CN" && user.avatarURL == "https://thirdwx.qlogo.cn/a/132")
        #expect(user.createdAt == site.now - 10 && user.updatedAt == site.now - 10)
    }

    @Test("is another one in another app")
    func apps() throws {
        let site = try SiteSetting()
        #expect(try site.signIn("openid-1") != site.signIn("openid-1", appID: "wx2"))
    }

    @Test("is one, when eight programs see the person first at the same moment", arguments: 0..<3)
    func race(round: Int) throws {
        let site = try SiteSetting()
        let (configuration, clock) = (site.configuration, site.time.clock)
        let ids = try inParallel(8) { index in
            let database = try Installation(configuration, clock: clock).openDatabase()
            let profile = try UserProfile("openid-1")
            let person = SignIn(
                appID: SiteSetting.appID, openid: "openid-1", unionid: "union-1", profile: profile)
            return try database.signIn(person, now: clock.now())
        }.map { try $0.get() }
        #expect(Set(ids).count == 1)
        #expect(try site.count("users") == 1)
        #expect(try site.count("identities") == 1)
        #expect(try site.count("user_merges") == 0)
    }

    @Test("keeps what was known of it when WeChat leaves fields empty")
    func emptyFields() throws {
        let site = try SiteSetting()
        let userID = try site.signIn("openid-1", profile: UserProfile("openid-1"))
        let before = try #require(try site.database.user(userID))
        site.time.pass(5)
        try site.signIn("openid-1", profile: UserProfile(["nickname": "", "sex": 0], openid: "openid-1"))
        let after = try #require(try site.database.user(userID))
        #expect(after.nickname == before.nickname && after.avatarURL == before.avatarURL)
        #expect(after.gender == 1 && after.city == "广州" && after.country == "中国" && after.language == "zh_CN")
        #expect(after.updatedAt == before.updatedAt + 5)
        try site.signIn("openid-1", profile: UserProfile(["nickname": "小红", "sex": 2], openid: "openid-1"))
        let renamed = try #require(try site.database.user(userID))
        #expect(renamed.nickname == "小红" && renamed.gender == 2 && renamed.city == "广州")
    }

    @Test("takes no gender that is none, and text of all kinds as it is", arguments: ["a'\"--", "<b>", "👨‍👩‍👧", "\u{0}x"])
    func values(nickname: String) throws {
        let site = try SiteSetting()
        let profile = UserProfile(["nickname": .string(nickname), "sex": 7], openid: "openid-1")
        let user = try #require(try site.database.user(site.signIn("openid-1", profile: profile)))
        #expect(user.gender == 0)
        #expect(user.nickname == nickname)
    }

    @Test("stays as it was when a login fails in the middle")
    func rollback() throws {
        let site = try SiteSetting()
        try site.execute(
            "CREATE TRIGGER full BEFORE INSERT ON user_merges BEGIN SELECT RAISE(ABORT, 'full'); END")
        try site.signIn("a", unionid: "union-1", appID: "wx1")
        #expect(throws: WeChatError.self) { try site.signIn("new", unionid: "union-1", appID: "wx2") }
        #expect(try site.count("users") == 1)
        #expect(try site.count("identities") == 1)
    }
}
