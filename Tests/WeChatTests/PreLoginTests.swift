import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("A session in which nobody has logged in yet")
struct PreLoginTests {
    @Test("is told by its id alone, until it ends and after")
    func presence() throws {
        let setting = try LoginSetting(.measurements)
        let request = setting.browser.request()
        #expect(try setting.login.presence(request) == .current)
        #expect(try setting.login.sessions.loginIfAny(of: request) == nil)
        setting.site.time.pass(1199)
        #expect(try setting.login.presence(request) == .current)
        setting.site.time.pass(1)
        #expect(try setting.login.presence(request) == .expired)
        #expect(try setting.site.count("sessions") == 0)
        let id = try setting.login.sessions.open(userID: setting.site.signIn("a"), openid: "a")
        var both = setting.browser
        both.cookies.append(("sid", id))
        #expect(try setting.login.presence(both.request()) == .current)
        #expect(try setting.login.presence(Browser().request()) == .none)
    }

    @Test("is none when a digit of its id was changed, or when another installation gave it")
    func forged() throws {
        let setting = try LoginSetting(.measurements)
        let id = try #require(setting.browser.cookies.first { $0.name == "sid" }?.value)
        for index in 0..<64 {
            var digits = Array(id)
            digits[index] = digits[index] == "0" ? "1" : "0"
            let changed = String(digits)
            #expect(try setting.login.presence(Browser.showing(.measurements, changed).request()) == .none, "\(index)")
        }
        #expect(try LoginSetting(.measurements).login.presence(setting.browser.request()) == .none)
        #expect(try setting.login.presence(Browser.showing(.measurements, id.uppercased() + "A").request()) == .none)
    }

    @Test("is given anew at each start: one that the request shows may be planted for that path alone")
    func plantedForOnePath() throws {
        let setting = try LoginSetting(.measurements)
        let planted = try #require(setting.browser.cookies.first { $0.name == "sid" })
        var victim = Browser(cookies: [planted])
        let start = try setting.login.start(victim.request(), returningTo: setting.login.historyPage)
        victim.take(start)
        #expect(!victim.cookies.contains { $0.value == planted.value })
        #expect(try setting.login.presence(victim.request()) == .current)
        #expect(try setting.callback(state: start.state, in: victim).word == "done")
    }

    @Test("outlives a change of the key")
    func rotation() throws {
        let setting = try LoginSetting(.measurements)
        _ = try setting.site.installation.keyFile(.sealing).rotate(lifetime: nil)
        #expect(try setting.login.presence(setting.browser.request()) == .current)
    }

    @Test("ids differ, and each is 64 hexadecimal digits")
    func ids() throws {
        let site = try SiteSetting()
        let ids = try PreLogin(site.installation)
        let all = try (0..<100).map { _ in try ids.makeID(expiresAt: 1) }
        #expect(Set(all).count == 100 && all.allSatisfy(Sessions.isID))
        #expect(try ids.expiry(of: all[0]) == 1)
        #expect(try ids.expiry(of: ids.makeID(expiresAt: 1 << 40)) == Int64(UInt32.max))
    }

    @Test("in two tabs, both logins come through, and a reload of each is answered")
    func tabs() throws {
        var setting = try LoginSetting(.measurements)
        let second = try setting.login.start(setting.browser.request(), returningTo: setting.login.historyPage)
        setting.browser.take(second)
        let first = try #require(try setting.callback().response)
        setting.browser.take(first)
        let other = try #require(try setting.callback("code-2", state: second.state).response)
        for answer in [first, other] { #expect(try setting.openid(of: answer) == "openid-1") }
        setting.browser.take(other)
        for (code, state, answer) in [("code-1", setting.state, first), ("code-2", second.state, other)] {
            let again = try setting.callback(code, state: state).response
            #expect(again?.header("Set-Cookie") == answer.header("Set-Cookie"))
        }
        #expect(setting.exchanges == 2)
    }
}
