import Platform
import Testing

@testable import WeChat

@Suite("A clock that jumps")
struct TokenClockTests {
    @Test("back an hour does not keep a dead ticket alive")
    func backDoesNotProlong() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.ticket(.jsapi, until: setting.soon)
        setting.time.pass(3500)
        setting.time.setWall(by: -3600)
        setting.issuer.ticket = "ticket-2"
        setting.time.pass(3400)
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-1")
        setting.time.pass(301)
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-2")
    }

    @Test("back across a restart makes a token from the future worthless")
    func backAcrossARestart() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.setWall(by: -3600)
        setting.issuer.token = "token-2"
        #expect(try setting.otherProcess(bootID: "boot-2").accessToken(until: setting.soon) == "token-2")
    }

    @Test("a restart in time changes nothing")
    func restart() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(100)
        #expect(try setting.otherProcess(bootID: "boot-2").accessToken(until: setting.soon) == "token-1")
        #expect(setting.issuer.asked.count == 1)
    }

    @Test("back does not prolong a remembered refusal")
    func backEndsARefusal() throws {
        let setting = try TokenStoreSetting()
        setting.issuer.tokenError = .refusal(40164)
        #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) }
        setting.time.setWall(by: -3600)
        setting.issuer.tokenError = nil
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
    }
}
