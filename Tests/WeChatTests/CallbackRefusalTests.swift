import Foundation
import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("A callback that logs nobody in", .timeLimit(.minutes(5)))
struct CallbackRefusalTests {
    @Test("because the state is over, to the second", arguments: SessionKind.ofBrowsers)
    func expiry(kind: SessionKind) throws {
        let setting = try LoginSetting(kind, "[login]\nstate_lifetime = 60")
        setting.site.time.pass(60)
        #expect(try setting.callback().word == "unknown, may restart")
        let other = try LoginSetting(kind, "[login]\nstate_lifetime = 60")
        other.site.time.pass(59)
        #expect(try other.callback().word == "done")
    }

    static let badStates = [
        "x", "%00", String(repeating: "a", count: 43), String(repeating: "a", count: 44),
        String(repeating: "a", count: 45),
        String(repeating: "a", count: 100_000), String(repeating: "%3D", count: 44), "' OR 1=1 --",
    ]

    @Test("because the state is none of ours", arguments: badStates)
    func unknown(state: String) throws {
        let setting = try LoginSetting(.boilerplate)
        do {
            #expect(
                try setting.callback(state: state).word == (state.utf8.count == 44 ? "unknown, may restart" : "damaged")
            )
        } catch WeChatError.request {
            #expect(state == "%00")
        }
        #expect(setting.exchanges == 0)
    }

    @Test("because the state was changed, or there is none")
    func changed() throws {
        let setting = try LoginSetting(.boilerplate)
        let state = setting.state
        #expect(try setting.callback(state: state.dropLast() + "1").word == "unknown")
        #expect(try setting.callback(state: String(state.dropLast())).word == "damaged")
        #expect(try setting.callback(state: state + "1").word == "damaged, but readable")
        #expect(try setting.callback(state: state.lowercased()).word == "unknown, may restart")
        #expect(try setting.callback(state: "").word == "no state")
        #expect(throws: WeChatError.self) { try setting.callback(state: state + "&state=" + state) }
        #expect(setting.exchanges == 0)
        #expect(try setting.callback().word == "done")
    }

    @Test("because the state is another API's", arguments: SessionTests.others)
    func otherKind(kind: SessionKind, other: SessionKind) throws {
        let setting = try LoginSetting(kind)
        let login = try setting.site.login(other)
        #expect(try setting.callback(by: login).word == "unknown, may restart")
        #expect(setting.exchanges == 0)
    }

    @Test("because the person refused, and may try once more", arguments: ["", "code=&"])
    func declined(code: String) throws {
        let setting = try LoginSetting(.boilerplate)
        let request = setting.browser.request(query: "\(code)state=\(setting.state)")
        let result = try setting.login.complete(request, profile: .required) { $0.returnURL.text }
        guard case .declined(let pending) = result else { Issue.record("\(result.word)"); return }
        #expect(pending.returnURL.text == "https://www.example.com/page?a=1#b")
        #expect(setting.exchanges == 0)
        #expect(try setting.callback().word == "done")
    }

    @Test("because the page to return to is no longer allowed")
    func hostWithdrawn() throws {
        let setting = try LoginSetting(
            .boilerplate, "[login]\nredirect_hosts = ok.example", returningTo: "https://ok.example/")
        let text = try String(contentsOfFile: setting.site.file.path, encoding: .utf8)
        try setting.site.file.add("wechat.ini", text.replacing("redirect_hosts = ok.example", with: ""))
        let installation = try Installation(setting.site.file.read(), clock: setting.site.time.clock)
        let login = try WebLogin(.boilerplate, installation)
        #expect(try setting.callback(by: login).word == "unknown, may restart")
        #expect(setting.exchanges == 0)
    }

    @Test("because the browser lost its cookie: started over once, and refused the second time")
    func restart() throws {
        let setting = try LoginSetting(.boilerplate)
        let request = Browser().request(query: "code=c&state=\(setting.state)")
        let result = try setting.callback(in: Browser())
        let restart = try #require(try setting.login.restartIfPossible(request, result))
        #expect(restart.location?.hasPrefix("https://open.weixin.qq.com/") == true)
        #expect(restart.state != setting.state && restart.state.hasSuffix("1"))
        #expect(restart.newCookies.map(\.name) == ["__Host-wechat_login"])
        let second = try setting.callback(state: restart.state, in: Browser())
        #expect(second.word == "no browser")
        #expect(try setting.login.restartIfPossible(request, second) == nil)
        var browser = Browser()
        browser.take(restart)
        let done = try #require(try setting.callback(state: restart.state, in: browser).response)
        #expect(done.location == "https://www.example.com/page?a=1#b")
    }
}
