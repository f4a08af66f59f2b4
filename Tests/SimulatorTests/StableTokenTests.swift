import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/stable_token")
struct StableTokenTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Calls get the same token with the seconds that are left")
    func sameToken() throws {
        let first = try weChat.stableToken()
        #expect((first["access_token"]?.string?.utf8.count ?? 0) >= 136)
        #expect(first["expires_in"] == 7200)
        try weChat.advance(345)
        let second = try weChat.stableToken()
        #expect(second["access_token"] == first["access_token"])
        #expect(second["expires_in"] == 6855)
    }

    @Test(
        "In the last 300 s there is a new token",
        arguments: [(301, true), (300, false), (299, false)] as [(Int64, Bool)])
    func renewal(secondsLeft: Int64, isSame: Bool) throws {
        let first = try weChat.stableToken()
        try weChat.advance(7200 - secondsLeft)
        let second = try weChat.stableToken()
        #expect((second["access_token"] == first["access_token"]) == isSame)
        #expect(second["expires_in"] == .integer(isSame ? secondsLeft : 7200))
    }

    @Test("After a renewal both tokens work for 300 s", arguments: [(299, 0), (300, 40001)] as [(Int64, Int64)])
    func overlap(seconds: Int64, code: Int64) throws {
        let old = try weChat.stableToken()
        try weChat.advance(6950)
        let new = try weChat.stableToken()
        try weChat.advance(seconds)
        #expect(try weChat.check(old) == code)
        #expect(try weChat.check(new) == 0)
    }

    @Test("force_refresh voids the old token at once, and one that worked on beside it")
    func force() throws {
        let first = try weChat.stableToken()
        try weChat.advance(6950)
        let second = try weChat.stableToken()
        let third = try weChat.stableToken(force: true)
        #expect(try [first, second, third].map(weChat.check) == [40001, 40001, 0])
        #expect(third["expires_in"] == 7200)
    }

    @Test(
        "A second force_refresh changes nothing for 30 s",
        arguments: [(0, true), (29, true), (30, false)] as [(Int64, Bool)])
    func forcePause(seconds: Int64, isSame: Bool) throws {
        let first = try weChat.stableToken(force: true)
        try weChat.advance(seconds)
        let second = try weChat.stableToken(force: true)
        #expect((second["access_token"] == first["access_token"]) == isSame)
        #expect(second["expires_in"] == .integer(isSame ? 7200 - seconds : 7200))
        #expect(try weChat.state()["quota"]?["force_refresh"]?["used"] == (isSame ? 1 : 2))
    }

    @Test("The 21st force_refresh of a day is refused and voids nothing; the day after it works again")
    func forceQuota() throws {
        for _ in 0..<20 {
            #expect(try weChat.stableToken(force: true)["errcode"] == nil)
            try weChat.advance(30)
        }
        let token = try weChat.stableToken()
        #expect(try weChat.stableToken(force: true)["errcode"] == 45009)
        #expect(try weChat.check(token) == 0)
        try weChat.advance(8 * 3600 - 20 * 30)
        #expect(try weChat.stableToken(force: true)["errcode"] == nil)
    }

    @Test("The kinds of token leave each other alone")
    func kinds() throws {
        let stable = try weChat.stableToken()
        let plain = try weChat.token()
        _ = try weChat.token()
        try weChat.advance(30)
        _ = try weChat.stableToken(force: true)
        #expect(try weChat.check(plain) == 0)
        #expect(try weChat.check(stable) == 40001)
        _ = try weChat.token()
        #expect(try weChat.stableToken()["errcode"] == nil)
        #expect(try weChat.check(try weChat.stableToken()) == 0)
    }

    @Test(
        "A minute has 10,000 calls and a day 500,000",
        arguments: [
            (Quota.stableTokenPerMinute, 10_000, 60), (.stableToken, 500_000, 8 * 3600),
        ] as [(Quota, Int64, Int64)])
    func quotas(quota: Quota, limit: Int64, period: Int64) throws {
        try weChat.spend(quota, limit - 1)
        #expect(try weChat.stableToken()["errcode"] == nil)
        #expect(try weChat.stableToken()["errcode"] == 45009)
        try weChat.advance(period)
        #expect(try weChat.stableToken()["errcode"] == nil)
    }

    @Test(
        "Only a POST of a JSON object will do",
        arguments: [
            ("GET", nil, 43002), ("POST", nil, 44002), ("POST", "{", 47001), ("POST", "[]", 47001),
            ("POST", "grant_type=client_credential", 47001), ("POST", #"{"force_refresh":"true"}"#, 47001),
        ] as [(String, String?, Int64)])
    func form(method: String, body: String?, code: Int64) throws {
        let response = weChat.send(method, "/cgi-bin/stable_token", body: body)
        #expect(response.status == 200)
        #expect(try JSONValue(parsing: response.body)["errcode"] == .integer(code))
    }
}
