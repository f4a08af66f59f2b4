import Foundation
import HTTP
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import Maintenance
@testable import People
@testable import Site
@testable import WeChat

@Suite("A callback that comes again", .timeLimit(.minutes(5)))
struct CallbackRepetitionTests {
    @Test("gets the answer of the first, for two minutes", arguments: SessionKind.ofBrowsers)
    func again(kind: SessionKind) throws {
        let setting = try LoginSetting(kind)
        let first = try #require(try setting.callback().response)
        var browser = setting.browser
        browser.take(first)
        // The session alone does not tell the browser: another host of the domain can plant it.
        let planted = Browser(cookies: browser.cookies.filter { $0.name == kind.cookie?.text })
        #expect(try setting.callback(in: planted).word == "no browser, may restart")
        for (code, browser) in [("code-1", setting.browser), ("code-2", setting.browser), ("code-1", browser)] {
            let again = try setting.callback(code, in: browser).response
            #expect(again?.location == first.location)
            #expect(again?.header("Set-Cookie") == first.header("Set-Cookie"))
        }
        setting.site.time.pass(120)
        #expect(try setting.callback().response?.header("Set-Cookie") == first.header("Set-Cookie"))
        setting.site.time.pass(1)
        #expect(try setting.callback().word == "unknown, may restart")
        #expect(setting.exchanges == 1)
        #expect(try setting.openid(of: first) == "openid-1")
    }

    @Test("after the state's own end still gets it")
    func lastSecond() throws {
        let setting = try LoginSetting(.boilerplate)
        setting.site.time.pass(599)
        #expect(try setting.callback().word == "done")
        setting.site.time.pass(120)
        #expect(try setting.callback().word == "done")
        _ = try RefreshJob(setting.site.installation).run()
        #expect(try setting.callback().word == "done")
        setting.site.time.pass(1)
        #expect(try setting.callback().word == "unknown, may restart")
    }

    @Test("at the same moment is one exchange and one session", arguments: SessionKind.ofBrowsers)
    func parallel(kind: SessionKind) throws {
        let setting = try LoginSetting(kind, timeout: 4)
        setting.site.wechat.on(ScriptedWeChat.exchange) { parameters in
            [.pause(0.3)] + ScriptedWeChat.json(ScriptedWeChat.grant(parameters["code"] ?? ""))
        }
        let (configuration, clock, browser) = (setting.site.configuration, setting.site.time.clock, setting.browser)
        let query = "code=code-1&state=\(setting.state)"
        let answers = try inParallel(4) { _ in
            let login = try WebLogin(kind, Installation(configuration, clock: clock))
            let result = try login.complete(browser.request(query: query), profile: .required) { $0.returnURL.text }
            return [result.response?.location, result.response?.header("Set-Cookie")]
        }.map { try $0.get() }
        #expect(answers.first?.contains(nil) == false)
        #expect(Set(answers).count == 1)
        #expect(setting.exchanges == 1)
        #expect(try setting.site.count("sessions") == 1)
    }

    @Test("in another browser gets nothing of it, in one without cookies neither", arguments: SessionKind.ofBrowsers)
    func otherBrowser(kind: SessionKind) throws {
        let setting = try LoginSetting(kind)
        let other = try LoginSetting(kind).browser
        for repetition in 0..<2 {
            #expect(try setting.callback(in: other).word == "other browser")
            #expect(try setting.callback(in: Browser()).word == "no browser, may restart")
            if repetition == 0 { #expect(try setting.callback().word == "done") }
        }
        #expect(setting.exchanges == 1)
    }

    @Test(
        "without a bound browser goes back without a session, with the same code, for two minutes",
        arguments: SessionKind.ofBrowsers, ["/page?a=1#b", "/" + String(repeating: "a", count: 60)])
    func unbound(kind: SessionKind, page: String) throws {
        let setting = try LoginSetting(kind, "[login]\nbind_browser = false", returningTo: page)
        #expect(!setting.start.newCookies.contains { $0.name.hasSuffix("wechat_login") })
        let first = try #require(try setting.callback(in: Browser()).response)
        #expect(try setting.openid(of: first) == "openid-1")
        var browser = Browser()
        browser.take(first)
        for _ in 0..<2 {
            for browser in [Browser(), setting.browser, browser] {
                guard case .repeated(let pending) = try setting.callback(in: browser) else {
                    Issue.record("gets more than the address")
                    continue
                }
                #expect(pending.returnURL.text == "https://www.example.com" + page)
            }
            for code in ["code-2", "code-", "code-1x", "CODE-1"] {
                #expect(try setting.callback(code, in: Browser()).word == "unknown, may restart")
            }
            setting.site.time.pass(60)
        }
        setting.site.time.pass(1)
        #expect(try setting.callback(in: Browser()).word == "unknown, may restart")
        #expect(setting.exchanges == 1)
        #expect(try setting.site.count("sessions") == 1)
        // Nothing is kept from which the session could be had.
        #expect(try setting.site.value("SELECT COUNT(*) FROM login_states WHERE outcome IS NULL") == .integer(1))
    }

    @Test("gets nothing when the key that sealed the answer was lost")
    func lostKey() throws {
        let setting = try LoginSetting(.boilerplate)
        #expect(try setting.callback().word == "done")
        try FileManager.default.removeItem(atPath: setting.site.keyDirectory + "/sealing.json")
        #expect(try setting.callback().word == "unknown, may restart")
        #expect(setting.exchanges == 1)
    }
}
