import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /cgi-bin/token")
struct TokenTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Each call gives a new token of WeChat's form, for two hours, and no errcode")
    func newToken() throws {
        let (first, second) = (try weChat.token(), try weChat.token())
        let text = try #require(first["access_token"]?.string)
        #expect(text.wholeMatch(of: /[1-9][0-9]_[A-Za-z0-9_-]{133,}/) != nil)
        #expect(first["expires_in"] == 7200)
        #expect(first["errcode"] == nil)
        #expect(second["access_token"] != first["access_token"])
    }

    @Test("The last token works on for 300 s", arguments: [(299, 0), (300, 40001), (301, 40001)] as [(Int64, Int64)])
    func overlap(seconds: Int64, code: Int64) throws {
        let (old, new) = (try weChat.token(), try weChat.token())
        try weChat.advance(seconds)
        #expect(try weChat.check(old) == code)
        #expect(try weChat.check(new) == 0)
    }

    @Test("Of two tokens before the latest only the last works on")
    func generations() throws {
        let first = try weChat.token()
        let second = try weChat.token()
        let third = try weChat.token()
        #expect(try [first, second, third].map(weChat.check) == [40001, 0, 0])
    }

    @Test("A token expires after 7200 s", arguments: [(7199, 0), (7200, 42001), (7201, 42001)] as [(Int64, Int64)])
    func expiry(seconds: Int64, code: Int64) throws {
        let token = try weChat.token()
        try weChat.advance(seconds)
        #expect(try weChat.check(token) == code)
    }

    @Test(
        "One that is replaced shortly before its expiry still has its 300 s",
        arguments: [(299, 0), (300, 40001)] as [(Int64, Int64)])
    func overlapBeyondExpiry(seconds: Int64, code: Int64) throws {
        let old = try weChat.token()
        try weChat.advance(7199)
        _ = try weChat.token()
        try weChat.advance(seconds)
        #expect(try weChat.check(old) == code)
    }

    @Test("One that had expired is not revived by its successor, and is called replaced when 300 s have gone")
    func noRevival() throws {
        let old = try weChat.token()
        try weChat.advance(7200)
        _ = try weChat.token()
        #expect(try weChat.check(old) == 42001)
        try weChat.advance(300)
        #expect(try weChat.check(old) == 40001)
    }

    @Test("The 2001st token of a day is refused, and the next day's first is not")
    func quota() throws {
        try weChat.spend(.token, 1999)
        #expect(try weChat.token()["errcode"] == nil)
        #expect(try weChat.token()["errcode"] == 45009)
        try weChat.advance(8 * 3600 - 1)
        #expect(try weChat.token()["errcode"] == 45009)
        try weChat.advance(1)
        #expect(try weChat.token()["errcode"] == nil)
    }

    @Test("A refused call uses no quota")
    func refusedIsFree() throws {
        _ = try weChat.token(TestWeChat.official, "wrong")
        #expect(try weChat.state()["quota"]?["token"]?["used"] == 0)
    }

    @Test(
        "Access tokens: none, one never given out, one of another day",
        arguments: [
            ("", 41001), ("access_token=", 41001), ("access_token=99_abc", 40001), ("access_token=%GG", 41001),
        ] as [(String, Int64)])
    func badToken(query: String, code: Int64) throws {
        #expect(try weChat.get("/cgi-bin/getcallbackip", query)["errcode"] == .integer(code))
    }

    @Test("A replaced token's refusal says that it is not the latest")
    func notLatest() throws {
        let message = try #require(try weChat.get("/cgi-bin/getcallbackip", "access_token=99_abc")["errmsg"]?.string)
        #expect(
            message.hasPrefix(
                "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, "
                    + "more details at https://mmbizurl.cn/s/JtxxFh33r rid: "))
    }
}
