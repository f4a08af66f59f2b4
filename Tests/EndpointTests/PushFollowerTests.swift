import FastCGI
import HTTP
import Testing

@testable import People
@testable import Storage
@testable import WeChat

/// What follows, unfollows and scans tell of a person.
@Suite("A pushed event about a person")
struct PushFollowerTests {
    @Test("that is a follow makes the person known, with the scene of the code")
    func follow() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.event("subscribe", "<EventKey>qrscene_shop-7</EventKey>", time: 100))
        let identity = try #require(try site.identity())
        #expect(identity.subscribedAt == 100 && identity.unsubscribedAt == nil && identity.scene == "shop-7")
        #expect(try site.setting.installation().openDatabase().user(identity.userID) != nil)
    }

    @Test("that is an unfollow ends that, and a new follow begins it again")
    func unfollow() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.event("subscribe", time: 100))
        _ = try site.push(PushSite.event("unsubscribe", time: 200))
        #expect(try site.identity()?.subscribedAt == 100 && site.identity()?.unsubscribedAt == 200)
        _ = try site.push(PushSite.event("subscribe", time: 300))
        #expect(try site.identity()?.subscribedAt == 300 && site.identity()?.unsubscribedAt == nil)
    }

    @Test("that comes late changes nothing that is newer")
    func order() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.event("unsubscribe", time: 200))
        _ = try site.push(PushSite.event("subscribe", "<EventKey>qrscene_a</EventKey>", time: 100))
        #expect(try site.identity()?.unsubscribedAt == 200)
        #expect(try site.identity()?.subscribedAt == nil)
        _ = try site.push(PushSite.event("subscribe", time: 300))
        _ = try site.push(PushSite.event("unsubscribe", time: 250))
        #expect(try site.identity()?.subscribedAt == 300 && site.identity()?.unsubscribedAt == nil)
        _ = try site.push(PushSite.event("SCAN", "<EventKey>new</EventKey>", time: 400))
        _ = try site.push(PushSite.event("SCAN", "<EventKey>old</EventKey>", time: 350))
        #expect(try site.identity()?.scene == "new")
    }

    @Test("within one second counts in the order in which it came")
    func sameSecond() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.event("subscribe", time: 100))
        _ = try site.push(PushSite.event("unsubscribe", time: 100))
        #expect(try site.identity()?.unsubscribedAt == 100)
    }

    @Test("is noted with the user who logged in before, and with nobody else")
    func sameUser() throws {
        let site = try PushSite("keep_days = 36500\n")
        let database = try site.setting.installation().openDatabase()
        let person = SignIn(
            appID: EndpointSetting.appID, openid: "o1", unionid: "u1", profile: nil)
        let id = try database.signIn(person, now: 1)
        _ = try site.push(PushSite.event("subscribe"))
        #expect(try site.identity()?.userID == id && site.identity()?.unionid == "u1")
        _ = try site.push(PushSite.event("subscribe", from: "o2"))
        #expect(try site.identity("o2")?.userID != id)
    }

    @Test("is noted once, however often it is delivered")
    func repeated() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.event("subscribe", time: 100))
        try site.execute("UPDATE identities SET subscribed_at = 50")
        _ = try site.push(PushSite.event("subscribe", time: 100))
        #expect(try site.identity()?.subscribedAt == 50)
    }

    @Test("is not kept when the person's state cannot be")
    func together() throws {
        let site = try PushSite("keep_days = 36500\n")
        try site.execute("ALTER TABLE identities RENAME TO gone")
        #expect(try site.push(PushSite.event("subscribe")).response.status == 500)
        try site.execute("ALTER TABLE gone RENAME TO identities")
        #expect(try site.inbox().isEmpty)
    }

    @Test("makes nobody known when it is a message")
    func message() throws {
        let site = try PushSite("keep_days = 36500\n")
        _ = try site.push(PushSite.text("a"))
        #expect(try site.identity() == nil)
    }
}
