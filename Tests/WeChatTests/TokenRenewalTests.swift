import Platform
import Testing

@testable import People
@testable import WeChat

@Suite("Renewal ahead of expiry")
struct TokenRenewalTests {
    @Test("begins 270 seconds before the end, not sooner", arguments: [(6930, 1), (6931, 2)])
    func beginsInTheMargin(age: Int64, fetches: Int) throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(age)
        _ = try setting.store.accessToken(until: setting.soon)
        #expect(setting.issuer.asked.count == fetches)
    }

    @Test("is one process's work; all others go on with the token that holds")
    func othersDoNotWait() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(7000)
        setting.issuer.token = "token-2"
        let other = setting.otherProcess(issuer: ScriptedIssuer())
        var seen = ""
        setting.issuer.meanwhile = { seen = (try? other.accessToken(until: Deadline(after: 0))) ?? "none" }
        #expect(try setting.store.accessToken(until: setting.soon) == "token-2")
        #expect(seen == "token-1")
    }

    @Test("fails quietly while the token holds, and is tried again half a minute later")
    func failsQuietly() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(7000)
        setting.issuer.tokenError = .timedOut(call: "cgi-bin/stable_token")
        for _ in 0..<5 { #expect(try setting.otherProcess().accessToken(until: setting.soon) == "token-1") }
        #expect(setting.issuer.asked.count == 2)
        setting.time.pass(30)
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
        #expect(setting.issuer.asked.count == 3)
        setting.time.pass(171)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
    }

    @Test("waits when WeChat gives the old token once more")
    func acceptsTheSameToken() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(6950)
        setting.issuer.lifetime = 250
        for _ in 0..<5 { _ = try setting.store.accessToken(until: setting.soon) }
        #expect(setting.issuer.asked.count == 2)
    }

    @Test("happens for a lifetime that is shorter than the margin, without a storm")
    func shortLifetime() throws {
        let setting = try TokenStoreSetting()
        setting.issuer.lifetime = 60
        for _ in 0..<5 { _ = try setting.store.accessToken(until: setting.soon) }
        #expect(setting.issuer.asked.count <= 2)
    }
}
