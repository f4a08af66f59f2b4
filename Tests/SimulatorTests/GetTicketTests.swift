import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /cgi-bin/ticket/getticket")
struct GetTicketTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func newToken() throws -> String { try #require(try weChat.stableToken()["access_token"]?.string) }

    @Test("A ticket of 86 characters for two hours, with errcode 0")
    func ticket() throws {
        let answer = try weChat.ticket(newToken())
        #expect(answer["errcode"] == 0)
        #expect(answer["errmsg"] == "ok")
        #expect(answer["ticket"]?.string?.wholeMatch(of: /[A-Za-z0-9_-]{86}/) != nil)
        #expect(answer["expires_in"] == 7200)
    }

    @Test("It stays the same until it expires", arguments: [(7199, true), (7200, false)] as [(Int64, Bool)])
    func lifetime(seconds: Int64, isSame: Bool) throws {
        let first = try weChat.ticket(newToken())
        try weChat.advance(seconds)
        let second = try weChat.ticket(newToken())
        #expect((second["ticket"] == first["ticket"]) == isSame)
        #expect(second["expires_in"] == .integer(isSame ? 7200 - seconds : 7200))
    }

    @Test("A new access_token does not void it")
    func outlivesToken() throws {
        let first = try weChat.ticket(newToken())
        let forced = try #require(try weChat.stableToken(force: true)["access_token"]?.string)
        #expect(try weChat.ticket(forced)["ticket"] == first["ticket"])
    }

    @Test("Each type has its own")
    func types() throws {
        let token = try newToken()
        #expect(try weChat.ticket(token)["ticket"] != weChat.ticket(token, type: "wx_card")["ticket"])
        #expect(try weChat.ticket(token, type: "other")["errcode"] == 47001)
    }

    @Test("Both kinds of access_token open it")
    func bothKinds() throws {
        let plain = try #require(try weChat.token()["access_token"]?.string)
        #expect(try weChat.ticket(plain)["ticket"] == weChat.ticket(newToken())["ticket"])
    }

    @Test("A mini program has none")
    func miniProgram() throws {
        let token = try weChat.token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)["access_token"]?.string
        #expect(try weChat.ticket(try #require(token))["errcode"] == 48001)
    }

    @Test("Calls are counted, refused ones are not")
    func count() throws {
        for token in [try newToken(), try newToken(), "99_unknown"] { _ = try weChat.ticket(token) }
        #expect(try weChat.state()["quota"]?["getticket"]?["used"] == 2)
    }
}
