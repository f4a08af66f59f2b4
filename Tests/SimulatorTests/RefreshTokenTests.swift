import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /sns/oauth2/refresh_token")
struct RefreshTokenTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("While the access_token lives it stays, for another two hours")
    func prolonged() throws {
        let grant = try weChat.grant()
        try weChat.advance(7199)
        let again = try weChat.refresh(grant)
        #expect(again["access_token"] == grant["access_token"])
        #expect(again["expires_in"] == 7200)
        try weChat.advance(7199)
        #expect(try weChat.ask("/sns/auth", grant)["errcode"] == 0)
        try weChat.advance(1)
        #expect(try weChat.ask("/sns/auth", grant)["errcode"] == 42001)
    }

    @Test("When it has expired there is a new one, and the old one stays expired")
    func replaced() throws {
        let grant = try weChat.grant()
        try weChat.advance(7200)
        let new = try weChat.refresh(grant)
        #expect(new["access_token"] != grant["access_token"])
        #expect(try weChat.ask("/sns/auth", new)["errcode"] == 0)
        #expect(try weChat.ask("/sns/auth", grant)["errcode"] == 42001)
        #expect(try weChat.refresh(grant)["access_token"] == new["access_token"])
    }

    @Test(
        "The answer has the same refresh_token and openid, a list for a scope, and no unionid",
        arguments: [("snsapi_base", "snsapi_base,"), ("snsapi_userinfo", "snsapi_base,snsapi_userinfo,")])
    func members(scope: String, list: String) throws {
        let grant = try weChat.grant("xiaoming", scope)
        let answer = try weChat.refresh(grant)
        #expect(answer["refresh_token"] == grant["refresh_token"])
        #expect(answer["openid"] == grant["openid"])
        #expect(answer["scope"] == .string(list))
        #expect(answer["unionid"] == nil)
    }

    @Test(
        "A refresh_token lives for 30 days, refreshed or not",
        arguments: [(30 * 86400 - 1, nil), (30 * 86400, 42002)] as [(Int64, JSONValue?)])
    func expiry(seconds: Int64, code: JSONValue?) throws {
        let grant = try weChat.grant()
        try weChat.advance(86400)
        _ = try weChat.refresh(grant)
        try weChat.advance(seconds - 86400)
        #expect(try weChat.refresh(grant)["errcode"] == code)
    }

    @Test(
        "One thing is checked after the other, the appid first",
        arguments: [
            ("grant_type=x&refresh_token=x", 41002), ("appid=wx7&grant_type=x", 40013),
            ("appid=wx0000000000000001&grant_type=x", 41003),
            ("appid=wx0000000000000001&refresh_token=x&grant_type=x", 40002),
            ("appid=wx0000000000000001&refresh_token=x&grant_type=refresh_token", 40030),
        ] as [(String, Int64)])
    func order(query: String, code: Int64) throws {
        #expect(try weChat.get("/sns/oauth2/refresh_token", query)["errcode"] == .integer(code))
    }

    @Test("Another account's refresh_token is unknown")
    func otherAccount() throws {
        let text = try #require(try weChat.grant()["refresh_token"]?.string)
        let query = "appid=\(TestWeChat.miniProgram)&grant_type=refresh_token&refresh_token=\(text)"
        #expect(try weChat.get("/sns/oauth2/refresh_token", query)["errcode"] == 40030)
    }

    @Test("A new password ends what that person had granted, and nothing else")
    func password() throws {
        let (old, other) = (try weChat.grant(), try weChat.grant("emoji"))
        #expect(try weChat.post("/_simulator/password_changed", ["person": "xiaoming"])["ended"] == 1)
        #expect(try weChat.refresh(old)["errcode"] == 42007)
        #expect(try weChat.ask("/sns/userinfo", old)["errcode"] == 42007)
        #expect(try weChat.refresh(other)["errcode"] == nil)
        #expect(try weChat.ask("/sns/userinfo", weChat.grant())["nickname"] == "王小明")
        #expect(weChat.send("POST", "/_simulator/password_changed", body: #"{"person":"nobody"}"#).status == 400)
    }
}
