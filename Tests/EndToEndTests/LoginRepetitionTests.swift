import Foundation
import HTTPClient
import JSON
import Synchronization
import Testing

@Suite("A callback that comes twice", .timeLimit(.minutes(2)))
struct LoginRepetitionTests {
    @Test("gets the same answer and the same session, for one exchange", arguments: LoginFlow.all)
    func oneAfterTheOther(flow: LoginFlow) throws {
        let site = try Site(workers: 2)
        let browser = Browser()
        let callback = try site.decide(site.startLogin(flow, browser), browser)
        let early = browser.copy()
        let first = try browser.get(callback)
        let (second, third) = (try browser.get(callback), try early.get(callback))
        #expect(first.location != nil)
        #expect(first.location == second.location && first.location == third.location)
        #expect(early.cookies[flow.cookie] == browser.cookies[flow.cookie])
        #expect(try site.exchanges() == 1)
        #expect(try site.number("SELECT count(*) FROM sessions WHERE openid IS NOT NULL") == 1)
    }

    @Test("at the same moment, from WeChat's webview, is one login", arguments: LoginFlow.all, [true, false])
    func atOnce(flow: LoginFlow, isSameCode: Bool) throws {
        let site = try Site(workers: 4)
        let browser = Browser()
        let authorize = try site.startLogin(flow, browser)
        let first = try site.decide(authorize, browser)
        let second = isSameCode ? first : try site.decide(authorize, browser)
        try site.fail("/sns/oauth2/access_token", "slow", times: -1, seconds: 0.5)
        let (cookies, cookie) = (browser.cookies, flow.cookie)
        let answers = Mutex<[(location: String?, session: String?)]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { index in
            let copy = Browser(cookies: cookies)
            let reply = try? copy.get(index.isMultiple(of: 2) ? first : second)
            answers.withLock { $0.append((reply?.location, copy.cookies[cookie])) }
        }
        let all = answers.withLock { $0 }
        #expect(Set(all.map(\.location)).count == 1)
        #expect(Set(all.map(\.session)).count == 1)
        #expect(all.allSatisfy { $0.location != nil && $0.session != nil })
        #expect(try site.exchanges() == 1)
        #expect(try site.number("SELECT count(*) FROM sessions WHERE openid IS NOT NULL") == 1)
    }

    @Test(
        "and whose first answer died with its process starts over once",
        arguments: [LoginFlow.boilerplate, .jssdkServer])
    func usedCode(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let callback = try site.decide(site.startLogin(flow, browser), browser)
        _ = try browser.get(callback)
        // As if the process had been killed after the exchange.
        try site.execute("UPDATE login_states SET used_at = NULL, outcome = NULL")
        let restart = try browser.get(callback)
        #expect(restart.location?.contains("/connect/oauth2/authorize?") == true)
        try site.fail("/sns/oauth2/access_token", "errcode:40163")
        let second = try browser.get(site.decide(try #require(restart.location), browser))
        #expect(second.location?.contains("/connect/oauth2/authorize?") != true)
        #expect(second.text.contains("12106") || second.location?.contains("40163") == true)
    }
}
