import Foundation
import LoopbackServer
import Platform
import Testing

@testable import Site
@testable import WeChat

@Suite("While WeChat does not answer")
struct CircuitBreakerTests {
    let site: SiteSetting
    let breaker: CircuitBreaker

    init() throws {
        site = try SiteSetting(timeout: 0.3)
        breaker = site.installation.breaker
    }

    private var calls: Int { site.wechat.calls(ScriptedWeChat.exchange) }

    /// A call that is not repeated, by a client of its own, as another process would make it; each about another code.
    private func ask() throws(WeChatError) {
        let account = try site.installation.officialAccount()
        _ = try account.client.exchange("code-\(UUID())", for: account.account, until: account.client.deadline())
    }

    private func fail(_ times: Int) {
        for _ in 0..<times { #expect(throws: WeChatError.self) { try ask() } }
    }

    @Test(
        "calls fail at once after five failures in a row, whatever they were",
        arguments: [
            [TestStep.hang], [.close], ScriptedWeChat.json("{}", status: "502 Bad Gateway"),
            ScriptedWeChat.json(#"{"errcode":-1,"errmsg":"system error"}"#), ScriptedWeChat.json("<html>"),
        ])
    func opens(steps: [TestStep]) throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in steps }
        fail(5)
        #expect(breaker.state().failures == 5)
        let (start, made) = (Deadline.monotonic(), calls)
        fail(50)
        #expect(calls == made && breaker.state().failures == 5 && Deadline.monotonic() - start < 0.3)
        #expect(breaker.state().isOpen && breaker.remaining(breaker.state()) == CircuitBreaker.pause)
        do { try ask() } catch { #expect("\(error)".contains("not asked, after 5 failures in a row")) }
    }

    @Test("one call tries again after some seconds, and the first success ends it")
    func halfOpen() throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
        fail(5)
        site.time.pass(CircuitBreaker.pause)
        fail(1)
        #expect(calls == 6)
        // It failed: the pause begins anew.
        fail(10)
        site.time.pass(CircuitBreaker.pause - 1)
        fail(1)
        #expect(calls == 6)
        site.time.pass(1)
        site.wechat.on(ScriptedWeChat.exchange) { ScriptedWeChat.json(ScriptedWeChat.grant($0["code"] ?? "")) }
        for _ in 0..<10 { try ask() }
        #expect(calls == 16 && breaker.state() == CircuitBreaker.State())
    }

    @Test("no more than one tries at a time", .timeLimit(.minutes(1)))
    func oneProbe() throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
        fail(5)
        site.time.pass(CircuitBreaker.pause)
        let pass = try breaker.admit(.get("x", []))
        fail(3)
        #expect(calls == 5)
        breaker.noteSuccess(pass)
        fail(1)
        #expect(calls == 6)
    }

    @Test("a probe that is killed lets the next one through")
    func deadProbe() throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
        fail(5)
        site.time.pass(CircuitBreaker.pause)
        do {
            let pass = try breaker.admit(.get("x", []))
            _ = consume pass
        }
        fail(1)
        #expect(calls == 6)
    }

    @Test("failures that a success interrupts do not add up; a refusal is an answer")
    func interrupted() throws {
        for _ in 0..<3 {
            site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
            fail(4)
            site.wechat.refuse(ScriptedWeChat.exchange, 40029)
            fail(1)
        }
        #expect(calls == 15 && !breaker.state().isOpen)
    }

    @Test("a caller who left WeChat no time to answer is no failure of WeChat's")
    func noTime() throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.hang] }
        let account = try site.installation.officialAccount()
        for count in 0..<8 {
            #expect(throws: WeChatError.self) {
                try account.client.exchange("code-\(count)", for: account.account, until: Deadline(after: 0.02))
            }
        }
        #expect(calls == 8 && !breaker.state().isOpen)
    }

    @Test("what WeChat's front refuses, and what this process cannot do, is no failure of WeChat's")
    func othersFaults() throws {
        site.wechat.on(ScriptedWeChat.exchange) { _ in ScriptedWeChat.json("<html>", status: "414 URI Too Long") }
        fail(8)
        #expect(calls == 8 && !breaker.state().isOpen)
    }

    @Test("what is damaged, of another run of the machine or not to be written holds nobody back")
    func damaged() throws {
        let file = site.installation.tokenDirectory + "/breaker.json"
        let open = #"{"failures":9,"closed_until":99999999,"boot_id":"another","reason":"x"}"#
        // As where nobody tells one run of the machine from another, and the clock began anew.
        let own = open.replacing("another", with: Clock.system.bootID)
        let ends = ["9223372036854775807", "-9223372036854775808"].map { own.replacing("99999999", with: $0) }
        for text in ["", "{", "[]", open, own, #"{"failures":"x"}"#] + ends {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            try ask()
        }
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
        fail(8)
        #expect(calls == 16)
    }

    @Test("what the store holds is still answered")
    func stored() throws {
        let account = try site.installation.officialAccount()
        let ticket = try account.tokens.ticket(.jsapi, until: account.deadline())
        site.wechat.on(ScriptedWeChat.exchange) { _ in [.close] }
        fail(6)
        #expect(try account.tokens.ticket(.jsapi, until: account.deadline()) == ticket)
    }
}
