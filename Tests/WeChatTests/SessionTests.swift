import Foundation
import HTTP
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("Sessions")
struct SessionTests {
    static let others: [(SessionKind, SessionKind)] = SessionKind.ofBrowsers.flatMap { kind in
        SessionKind.ofBrowsers.filter { $0 != kind }.map { (kind, $0) }
    }

    @Test("know who is logged in", arguments: SessionKind.ofBrowsers)
    func login(kind: SessionKind) throws {
        let site = try SiteSetting()
        let sessions = try site.sessions(kind)
        let userID = try site.signIn("openid-1")
        let id = try sessions.open(userID: userID, openid: "openid-1")
        #expect(id.utf8.count == 64)
        let login = try sessions.login(of: Browser.showing(kind, id).request())
        #expect((login.userID, login.openid, login.appID) == (userID, "openid-1", SiteSetting.appID))
        #expect(try sessions.user(login)?.id == userID)
    }

    @Test("of one API are none of another's, in either's cookie", arguments: others)
    func kinds(kind: SessionKind, other: SessionKind) throws {
        let site = try SiteSetting()
        let id = try site.sessions(kind).open(userID: site.signIn("openid-1"), openid: "openid-1")
        #expect(try site.sessions(other).loginIfAny(of: Browser.showing(other, id).request()) == nil)
        #expect(try site.sessions(other).loginIfAny(of: Browser.showing(kind, id).request()) == nil)
        #expect(try site.sessions(kind).loginIfAny(of: Browser.showing(other, id).request()) == nil)
    }

    @Test(
        "end to the second, however much they are used",
        arguments: [
            (SessionKind.measurements, 1200), (.boilerplate, 604_800), (.jssdkServer, 604_800),
            (.officialAccount, 604_800),
        ] as [(SessionKind, Int64)])
    func expiry(kind: SessionKind, lifetime: Int64) throws {
        let site = try SiteSetting()
        let login = try site.login(kind)
        let sessions = login.sessions
        let browser = Browser.showing(kind, try sessions.open(userID: site.signIn("openid-1"), openid: "openid-1"))
        for _ in 0..<2 {
            site.time.pass(lifetime / 2 - 1)
            #expect(try sessions.loginIfAny(of: browser.request()) != nil)
        }
        site.time.pass(1)
        #expect(try sessions.loginIfAny(of: browser.request()) != nil)
        #expect(try login.presence(browser.request()) == .current)
        site.time.pass(1)
        #expect(try sessions.loginIfAny(of: browser.request()) == nil)
        #expect(try login.presence(browser.request()) == .expired)
        #expect(throws: WeChatError.self) { try sessions.login(of: browser.request()) }
    }

    @Test("last as long as the configuration says")
    func configured() throws {
        let site = try SiteSetting("[sessions]\nlifetime = 100\nmeasurements_lifetime = 60")
        for (kind, lifetime) in [(SessionKind.boilerplate, Int64(100)), (.measurements, 60)] {
            let sessions = try site.sessions(kind)
            let browser = Browser.showing(kind, try sessions.open(userID: site.signIn("openid-1"), openid: "openid-1"))
            site.time.pass(lifetime - 1)
            #expect(try sessions.loginIfAny(of: browser.request()) != nil)
            site.time.pass(1)
            #expect(try sessions.loginIfAny(of: browser.request()) == nil)
        }
    }

    @Test("that were revoked are over at once, one or all of a person's")
    func revocation() throws {
        let site = try SiteSetting()
        let sessions = try site.sessions(.boilerplate)
        let (alice, bob) = (try site.signIn("alice"), try site.signIn("bob"))
        let ids = try [alice, alice, bob].map { try sessions.open(userID: $0, openid: "x") }
        let browsers = ids.map { Browser.showing(.boilerplate, $0) }
        func living() throws -> [Bool] { try browsers.map { try sessions.loginIfAny(of: $0.request()) != nil } }
        #expect(try site.database.revokeSession(tokenHash: Fingerprint.of(ids[0]), now: site.now))
        #expect(try !site.database.revokeSession(tokenHash: Fingerprint.of(ids[0]), now: site.now))
        #expect(try living() == [false, true, true])
        let people = try People(site.installation)
        #expect(try people.revokeSessions(SessionFilter(userID: alice)).sessions == 1)
        #expect(try living() == [false, false, true])
        let name = try #require(try people.sessions(SessionFilter(), limit: 10).first?.name)
        #expect(try people.revokeSession(named: String(name.dropLast(2))).isNothing)
        #expect(try people.revokeSession(named: name).sessions == 1)
        #expect(try living() == [false, false, false])
    }

    @Test("of one app are none of the app that takes its place")
    func otherApp() throws {
        let site = try SiteSetting()
        let id = try site.sessions(.boilerplate).open(userID: site.signIn("openid-1"), openid: "openid-1")
        let text = try String(contentsOfFile: site.file.path, encoding: .utf8)
        try site.file.add("wechat.ini", text.replacing("0000000001", with: "0000000002"))
        let installation = try Installation(site.file.read(), clock: site.time.clock)
        let sessions = try Sessions(.boilerplate, installation)
        #expect(try sessions.loginIfAny(of: Browser.showing(.boilerplate, id).request()) == nil)
    }

    @Test("are found among other cookies of their name")
    func severalCookies() throws {
        let site = try SiteSetting()
        let sessions = try site.sessions(.boilerplate)
        let id = try sessions.open(userID: site.signIn("openid-1"), openid: "openid-1")
        let nobody = try sessions.openForNobody()
        let stale = String(repeating: "0", count: 64)
        for ids in [[stale, id], [nobody, id], ["x", "", id, stale], [id, nobody]] {
            let browser = Browser(cookies: [("sessions", "a")] + ids.map { ("session", $0) })
            #expect(try sessions.loginIfAny(of: browser.request())?.openid == "openid-1")
        }
    }

    @Test("are found behind any number of planted cookies, and in front of them")
    func plantedCookies() throws {
        let site = try SiteSetting()
        let sessions = try site.sessions(.boilerplate)
        let id = try sessions.open(userID: site.signIn("openid-1"), openid: "openid-1")
        let junk = (0..<2000).map { ("session", String(repeating: "0", count: 61) + String($0 + 256, radix: 16)) }
        for cookies in [junk + junk + [("session", id)], [("session", id)] + junk] {
            #expect(try sessions.loginIfAny(of: Browser(cookies: cookies).request())?.openid == "openid-1")
        }
    }

    @Test("are not had by an id that was guessed, changed or forged")
    func forged() throws {
        let site = try SiteSetting()
        let login = try site.login(.boilerplate)
        let sessions = login.sessions
        let id = try sessions.open(userID: site.signIn("openid-1"), openid: "openid-1")
        let hash = try Fingerprint.of(id).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let last = id.hasSuffix("0") ? "1" : "0"
        for forged in [
            "", "openid-1", "1", String(id.dropLast()), id + "0", id.dropLast() + last, id.uppercased() + "A",
            id.uppercased(), hash, "\(id)%00",
            "%\(id)", "\"\(id)", "\(id)\"", "'\(id)'", String(repeating: "a", count: 100_000), "' OR 1=1 --", "\u{0}",
        ] where forged != id {
            #expect(try sessions.loginIfAny(of: Browser.showing(.boilerplate, forged).request()) == nil, "\(forged)")
            #expect(try login.presence(Browser.showing(.boilerplate, forged).request()) == .none)
        }
        let nobody = try sessions.openForNobody()
        #expect(try sessions.loginIfAny(of: Browser.showing(.boilerplate, nobody).request()) == nil)
    }

    @Test("are never had without an account")
    func noAccount() throws {
        let configuration = try ConfigurationFile("public_url = https://a.example\nstate_dir = state\n")
        let installation = try Installation(configuration.read())
        #expect(throws: WeChatError.self) { try Sessions(.boilerplate, installation) }
    }
}
