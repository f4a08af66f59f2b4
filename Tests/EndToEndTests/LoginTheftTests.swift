import Foundation
import HTTPClient
import JSON
import Testing

@Suite("A login is not had by", .timeLimit(.minutes(2)))
struct LoginTheftTests {
    @Test("planting the session that came out of it before its callback is opened again", arguments: LoginFlow.all)
    func plantedSession(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let attacker = Browser()
        let callback = try site.decide(site.startLogin(flow, attacker), attacker)
        _ = try attacker.get(callback)
        let planted = try #require(attacker.cookies[flow.cookie])
        for ownLogin in [false, true] {
            let victim = Browser()
            if ownLogin { _ = try site.startLogin(flow, victim) }
            victim.setCookie(flow.cookie, planted)
            let reply = try victim.get(callback)
            #expect(!victim.setCookies.contains { $0.hasPrefix("\(flow.cookie)=\(planted)") })
            #expect(reply.location == nil || reply.location?.contains("/connect/oauth2/authorize?") == true)
        }
        #expect(try site.exchanges() == 1)
    }

    @Test("repeating its callback, where logins are bound to no browser", arguments: LoginFlow.all)
    func unbound(flow: LoginFlow) throws {
        let site = try Site(workers: 1, extra: "[login]\nbind_browser = false")
        let person = Browser()
        let callback = try site.decide(site.startLogin(flow, person), person)
        let thief = Browser()
        _ = try site.startLogin(flow, thief)
        #expect(try person.get(callback).location != nil)
        let openid = try site.openid("xiaoming")
        for browser in [thief, person] {
            let reply = try browser.get(callback)
            #expect(reply.status == 302 && browser.setCookies.isEmpty)
            let location = try #require(reply.location)
            #expect(location.hasPrefix("\(site.address)/public/page?x=1") && location.hasSuffix("#part"))
            #expect(!location.contains(openid) && !location.contains("userinfo"))
        }
        #expect(try site.exchanges() == 1)
        #expect(try site.number("SELECT count(*) FROM sessions") == 1)
    }

    @Test("looking at its callback with HEAD, which leaves it as it is", arguments: LoginFlow.all)
    func head(flow: LoginFlow) throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let callback = try site.decide(site.startLogin(flow, browser), browser)
        let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        let path = String(callback.dropFirst(site.address.utf8.count))
        let reply = try site.request("HEAD", path, headers: [("Cookie", cookies)])
        #expect(reply.status == 405 && reply.body.isEmpty && reply.header("Set-Cookie") == nil)
        #expect(reply.header("Allow") == "GET")
        #expect(try site.exchanges() == 0)
        #expect(try site.number("SELECT count(*) FROM sessions") == 0)
        #expect(try browser.get(callback).status == 302)
        #expect(try site.exchanges() == 1)
    }
}
