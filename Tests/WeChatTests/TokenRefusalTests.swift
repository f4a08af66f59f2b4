import Platform
import Testing

@testable import WeChat

@Suite("Refusals that asking again cannot mend")
struct TokenRefusalTests {
    @Test("are answered from memory by every process", arguments: [40001, 40013, 40125, 40164, 41002, 45009, 89503])
    func areRemembered(code: Int64) throws {
        let setting = try TokenStoreSetting()
        setting.issuer.tokenError = .refusal(code)
        for _ in 0..<10 {
            let error = #expect(throws: WeChatError.self) {
                try setting.otherProcess().ticket(.jsapi, until: setting.soon)
            }
            #expect(error?.refusedCode == code)
        }
        #expect(setting.issuer.asked.count == 1)
    }

    @Test("are forgotten after a while")
    func areForgotten() throws {
        let setting = try TokenStoreSetting()
        setting.issuer.tokenError = .refusal(40164)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
        setting.issuer.tokenError = nil
        setting.time.pass(59)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
        setting.time.pass(1)
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
    }

    @Test("mean nothing any more when the app secret was changed")
    func belongToASecret() throws {
        let setting = try TokenStoreSetting()
        setting.issuer.tokenError = .refusal(40125)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
        setting.issuer.tokenError = nil
        #expect(try setting.otherProcess(secret: "mended").accessToken(until: setting.soon) == "token-1")
    }

    @Test("do not touch a credential that still holds")
    func keepWhatHolds() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.ticket(.jsapi, until: setting.soon)
        setting.time.pass(7000)
        setting.issuer.tokenError = .refusal(45009)
        setting.issuer.ticketError = .refusal(45009)
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-1")
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
    }

    @Test("that may pass are remembered for ten seconds, so that they make no storm", arguments: [45011, 50002])
    func othersAreBrief(code: Int64) throws {
        let setting = try TokenStoreSetting()
        setting.issuer.tokenError = .refusal(code)
        for _ in 0..<5 { #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) } }
        #expect(setting.issuer.asked.count == 1)
        setting.time.pass(10)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
        #expect(setting.issuer.asked.count == 2)
    }

    @Test("of a ticket with every token there is are remembered too")
    func ticketRefusals() throws {
        let setting = try TokenStoreSetting()
        setting.issuer.refusedTokens = ["token-1", "token-1+"]
        for _ in 0..<5 { #expect(throws: WeChatError.self) { try setting.store.ticket(.jsapi, until: setting.soon) } }
        #expect(setting.issuer.asked.filter { if case .ticket = $0 { true } else { false } }.count == 2)
        #expect(setting.issuer.asked.filter { $0 == .token(force: true) }.count == 1)
    }
}
