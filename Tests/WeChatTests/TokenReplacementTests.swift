import Platform
import Testing

@testable import WeChat

@Suite("Replacing a token that WeChat refuses")
struct TokenReplacementTests {
    @Test("gives the token that the store holds by now, and fetches nothing")
    func comparesAndSwaps() throws {
        let setting = try TokenStoreSetting()
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
        #expect(try setting.store.replacement(forFailed: "token-0", until: setting.soon) == "token-1")
        #expect(setting.issuer.asked.count == 1)
    }

    @Test("asks in normal mode first: another party's refresh costs nothing of the forced budget")
    func asksNormallyFirst() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.issuer.token = "theirs"
        for process in [setting.store, setting.otherProcess(), setting.otherProcess()] {
            #expect(try process.replacement(forFailed: "token-1", until: setting.soon) == "theirs")
        }
        #expect(setting.issuer.asked == [.token(force: false), .token(force: false)])
        #expect(try setting.store.forcedRefreshes().isEmpty)
    }

    @Test("forces a new one only when WeChat gives the very token that failed, 30 seconds apart")
    func forcesWithinTheBudget() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        #expect(try setting.store.replacement(forFailed: "token-1", until: setting.soon) == "token-1+")
        #expect(setting.issuer.asked.last == .token(force: true))
        setting.time.pass(29)
        #expect(throws: WeChatError.self) {
            try setting.otherProcess().replacement(forFailed: "token-1+", until: setting.soon)
        }
        setting.time.pass(1)
        #expect(try setting.otherProcess().replacement(forFailed: "token-1+", until: setting.soon) == "token-1++")
    }

    @Test("never forces more than 20 times in a day, whichever process asks")
    func keepsTheDailyBudget() throws {
        let setting = try TokenStoreSetting()
        for _ in 0..<20 {
            _ = try setting.otherProcess().replacement(forFailed: setting.issuer.token, until: setting.soon)
            setting.time.pass(60)
        }
        #expect(throws: WeChatError.self) {
            try setting.store.replacement(forFailed: setting.issuer.token, until: setting.soon)
        }
        #expect(setting.issuer.asked.filter { $0 == .token(force: true) }.count == 20)
        setting.time.pass(86_400)
        let failed = setting.issuer.token
        #expect(try setting.store.replacement(forFailed: failed, until: setting.soon) == failed + "+")
    }

    @Test("counts a forced refresh before it is made, so that a kill in between cannot enlarge the budget")
    func countsFirst() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        var counted: [Int] = []
        setting.issuer.meanwhile = { counted.append((try? setting.otherProcess().forcedRefreshes().count) ?? -1) }
        _ = try setting.store.replacement(forFailed: "token-1", until: setting.soon)
        #expect(counted == [0, 1])
    }

    @Test("a ticket is asked for once more with the new token, and never a third time")
    func ticketRetriesOnce() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.issuer.refusedTokens = ["token-1"]
        setting.issuer.token = "theirs"
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-1")
        setting.time.pass(7200)
        setting.issuer.refusedTokens = ["theirs", "theirs+"]
        let before = setting.issuer.asked.count
        let error = #expect(throws: WeChatError.self) { try setting.store.ticket(.jsapi, until: setting.soon) }
        #expect(error?.refusedCode == 40001)
        let asked = setting.issuer.asked.dropFirst(before)
        #expect(asked.filter { if case .ticket = $0 { true } else { false } }.count == 2)
    }
}
