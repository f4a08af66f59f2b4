import FastCGI
import Foundation
import HTTP
import LoopbackServer
import Testing

@testable import EndpointRuntime
@testable import People
@testable import WeChat

/// Another host of the domain sets cookies for all of it: `Domain=example.com`, any path, any number. What it cannot
/// set, over HTTPS, is a cookie whose name begins with `__Host-`.
@Suite("Cookies that another host of the domain planted", .timeLimit(.minutes(5)))
struct PlantedCookieTests {
    static let addresses = ["https://www.example.com", "http://www.example.com"]

    /// The cookie that binds a login to its browser.
    private static func binding(_ address: String) -> String {
        address.hasPrefix("https") ? "__Host-wechat_login" : "wechat_login"
    }

    private static func value(of name: String, in answer: Answer) throws -> String {
        let cookie = try #require(answer.cookie.components(separatedBy: "; ").first { $0.hasPrefix(name + "=") })
        return String(cookie.dropFirst(name.utf8.count + 1))
    }

    @Test(
        "have no callback of the attacker's log the victim in as the attacker, or end her session",
        arguments: WebFlow.all.indices, addresses)
    func loginForgery(index: Int, address: String) throws {
        let (site, flow) = (try LoginSite(publicURL: address), WebFlow.all[index])
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", openid: "attacker"))
        let begun = flow.begin(site)
        let victims = try site.loggedIn(flow.kind, openid: "victim")
        // The victim may be logged in, and in the midst of a login of her own.
        let hers = flow.begin(site, cookie: flow.kind == .jssdkServer ? "" : victims).cookie
        func attack(_ planted: String) throws {
            for jar in [planted, "\(planted); \(victims)", "\(victims); \(planted); \(hers)", "\(planted); \(hers)"] {
                let answer = flow.callback(site, state: begun.state, cookie: jar)
                // She may be sent to WeChat's page, to log in as herself; which a jssdk-server page does not tell
                // apart.
                #expect(answer.location.isEmpty || answer.isAtWeChat, "\(jar) -> \(answer.location)")
                #expect(!answer.setCookies.contains { $0.hasPrefix(flow.cookie + "=") } || answer.isAtWeChat)
                #expect(try site.openid(flow.kind, answer.cookie) == nil)
                #expect(try site.openid(flow.kind, victims) == "victim")
            }
        }
        // Before the attacker completes it: with whatever he was given at its start, under all names but the one.
        let foreign = begun.cookie.replacingOccurrences(of: Self.binding(address), with: "other")
        try attack(foreign.isEmpty ? "other=x" : foreign)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        // And after: with the session that came out of it.
        let done = flow.callback(site, state: begun.state, cookie: begun.cookie)
        #expect(try site.openid(flow.kind, done.cookie) == "attacker")
        try attack(done.cookie)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
    }

    @Test(
        "bind no login over HTTPS under any name but the one that browsers protect", arguments: WebFlow.all.indices,
        ["", "[sessions]\nsecure = false"])
    func otherNames(index: Int, extra: String) throws {
        let (site, flow) = (try LoginSite(extra: extra), WebFlow.all[index])
        let begun = flow.begin(site)
        let cookie = try #require(begun.setCookies.first { $0.hasPrefix("__Host-wechat_login=") })
        #expect(cookie.contains("; Secure") && cookie.contains("; Path=/;") && !cookie.contains("Domain"))
        let value = try Self.value(of: "__Host-wechat_login", in: begun)
        let session = begun.cookie.components(separatedBy: "; ").first { $0.hasPrefix("sid=") } ?? "a=b"
        for name in [
            "wechat_login", "__host-wechat_login", "__HOST-WECHAT_LOGIN", "__Secure-wechat_login",
            "__Host-wechat_login ", "\t__Host-wechat_login", "\u{A0}__Host-wechat_login", "\"__Host-wechat_login\"",
            "$Version=1, __Host-wechat_login", "__Host-wechat_login%20", "x=__Host-wechat_login",
        ] {
            let answer = flow.callback(site, state: begun.state, cookie: "\(session); \(name)=\(value)")
            #expect(!flow.logsIn(answer) || answer.isAtWeChat, "\(name)")
            // Nor does a login that begins take its value.
            let next = flow.begin(site, cookie: "\(name)=\(value)")
            #expect(try Self.value(of: "__Host-wechat_login", in: next) != value)
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        #expect(flow.logsIn(flow.callback(site, state: begun.state, cookie: begun.cookie)))
    }

    @Test(
        "lock nobody out, however many there are, in front or behind, at the start or at the callback",
        arguments: WebFlow.all.indices, addresses)
    func lockOut(index: Int, address: String) throws {
        let (site, flow) = (try LoginSite(publicURL: address), WebFlow.all[index])
        let attackers = flow.begin(site)
        let ids = (0..<300).map { flow.cookie + "=" + String(repeating: "0", count: 60) + String($0 + 1000) }
        // Over HTTPS only the attacker's own browser has these.
        let name = Self.binding(address)
        let bindings = (0..<300).map { "\(name)=" + String(repeating: "a", count: 39) + String($0 + 1000) }
        let planted = (ids + bindings + [attackers.cookie]).joined(separator: "; ")
        for (atStart, atCallback) in [(planted, planted), (planted, ""), ("", planted)] {
            for isBehind in [false, true] {
                let begun = flow.begin(site, cookie: atStart)
                let jar = isBehind ? "\(begun.cookie); \(atCallback)" : "\(atCallback); \(begun.cookie)"
                let answer = flow.callback(site, state: begun.state, cookie: jar)
                #expect(try site.openid(flow.kind, answer.cookie) == "openid-1", "\(answer.bodyText)")
                #expect(try site.openid(flow.kind, planted + "; " + answer.cookie) == "openid-1")
            }
        }
    }

    @Test(
        "end no session of the victim's, even where they can be planted under the very name, over plain HTTP",
        arguments: WebFlow.all.indices)
    func plainHTTP(index: Int) throws {
        let (site, flow) = (try LoginSite(publicURL: "http://www.example.com"), WebFlow.all[index])
        let begun = flow.begin(site)
        let victims = try site.loggedIn(flow.kind, openid: "victim")
        let answer = flow.callback(site, state: begun.state, cookie: "\(begun.cookie); \(victims)")
        #expect(flow.logsIn(answer), "nothing tells these two browsers apart")
        #expect(try site.openid(flow.kind, victims) == "victim")
    }
}
