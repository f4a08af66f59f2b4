import FastCGI
import HTTP
import LoopbackServer
import Testing

@testable import EndpointRuntime
@testable import WeChat

/// A state that was changed on the way does not end on a page of JSON: `docs/protocol/README.md`, "Web login".
@Suite("A state that was damaged on the way", .timeLimit(.minutes(5)))
struct DamagedStateTests {
    /// What apps, shorteners and copying do to it: what stands in front, how many of its characters stay, what comes
    /// behind, and whether its beginning is there to tell the page.
    struct Damage: Sendable {
        let front: String
        let kept: Int
        let behind: String
        let tellsPage: Bool

        func change(_ state: String) -> String { front + state.prefix(kept) + behind }
    }

    static let damages: [Damage] = [
        Damage(front: "", kept: 200, behind: "x", tellsPage: true),
        Damage(front: "", kept: 200, behind: "%23wechat_redirect", tellsPage: true),
        Damage(front: "", kept: 200, behind: "%3Ffrom%3Dsinglemessage", tellsPage: true),
        Damage(front: "", kept: 120, behind: "", tellsPage: false),
        Damage(front: "", kept: 10, behind: "", tellsPage: false),
        Damage(front: "x", kept: 0, behind: "", tellsPage: false),
        Damage(front: "+", kept: 127, behind: "", tellsPage: false),
        Damage(front: "https%3A%2F%2Fwww.example.com%2Fp", kept: 0, behind: "", tellsPage: false),
    ]

    @Test("restarts the login once, then says so", arguments: WebFlow.all.indices, damages.indices)
    func restart(index: Int, damage: Int) throws {
        let (site, flow) = (try LoginSite(), WebFlow.all[index])
        let damage = Self.damages[damage]
        let begun = flow.begin(site)
        let first = flow.callback(site, state: damage.change(begun.state), cookie: begun.cookie)
        #expect(first.isAtWeChat)
        let cookies = begun.cookie + "; " + first.cookie
        let second = flow.callback(site, state: damage.change(first.state), cookie: cookies)
        #expect(!second.isAtWeChat && !flow.logsIn(second), "once")
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        let done = flow.callback(site, state: first.state, cookie: cookies)
        #expect(flow.logsIn(done), "the new one is good")
        #expect(!damage.tellsPage || done.location.contains("/page"), "it returns to \(done.location)")
    }

    @Test("is no way to log in a browser that the login did not begin in", arguments: WebFlow.all.indices)
    func otherBrowser(index: Int) throws {
        let (site, flow) = (try LoginSite(), WebFlow.all[index])
        let (attacker, victim) = (flow.begin(site), flow.begin(site))
        let answer = flow.callback(site, state: attacker.state + "x", cookie: victim.cookie)
        #expect((!flow.logsIn(answer) || answer.isAtWeChat) && site.wechat.calls(ScriptedWeChat.exchange) == 0)
    }
}
