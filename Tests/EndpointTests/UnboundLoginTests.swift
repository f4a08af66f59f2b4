import FastCGI
import HTTP
import LoopbackServer
import Testing

@testable import EndpointRuntime
@testable import People
@testable import WeChat

@Suite("A callback that comes again where logins are bound to no browser", .timeLimit(.minutes(5)))
struct UnboundLoginTests {
    @Test("tells nobody who logged in and gives no session", arguments: WebFlow.all.indices)
    func again(index: Int) throws {
        let (site, flow) = (try LoginSite(unbound: true), WebFlow.all[index])
        let begun = flow.begin(site)
        // The measurements want a session that this site gave: anybody can have one.
        let others = flow.begin(site).cookie
        let first = flow.callback(site, state: begun.state, cookie: begun.cookie)
        #expect(try site.openid(flow.kind, first.cookie) == "openid-1")
        for cookie in [others, begun.cookie, flow.kind == .measurements ? first.cookie : ""] {
            let again = flow.callback(site, state: begun.state, cookie: cookie)
            #expect(again.response.status == 302 && again.setCookies.isEmpty)
            #expect(again.location.hasPrefix("https://www.example.com/page"))
            for secret in ["openid-1", "userinfo", "openid", "code", begun.state] {
                #expect(!again.location.contains(secret), "\(secret)")
            }
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
    }

    @Test("gets the same answer from the same browser where they are bound", arguments: WebFlow.all.indices)
    func bound(index: Int) throws {
        let (site, flow) = (try LoginSite(), WebFlow.all[index])
        let begun = flow.begin(site)
        let answers = (0..<2).map { _ in flow.callback(site, state: begun.state, cookie: begun.cookie) }
        #expect(answers[0].location == answers[1].location && answers[0].setCookies == answers[1].setCookies)
        #expect(flow.logsIn(answers[1]))
    }
}
