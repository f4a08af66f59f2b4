import JSON
import Testing

@testable import wechat_simulator

@Suite("Counted calls: clear_quota and openapi/quota/get")
struct QuotaTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
    }

    private func quota(_ path: JSONValue) throws -> JSONValue {
        try weChat.call("/cgi-bin/openapi/quota/get", ["cgi_path": path], token: token)
    }

    private func clear(_ appid: String = TestWeChat.official, token: String? = nil) throws -> JSONValue {
        try weChat.call("/cgi-bin/clear_quota", ["appid": .string(appid)], token: token ?? self.token)
    }

    @Test("Each call is counted in its own day, with its own limit")
    func counts() throws {
        let openID = try weChat.openID("xiaoming")
        for _ in 0..<3 { _ = try weChat.get("/cgi-bin/user/info", "access_token=\(token)&openid=\(openID)") }
        #expect(
            try quota("/cgi-bin/user/info").text
                == #"{"errcode":0,"errmsg":"ok","quota":{"daily_limit":5000000,"used":3,"remain":4999997}}"#)
        #expect(try quota("/cgi-bin/token")["quota"] == ["daily_limit": 2000, "used": 1, "remain": 1999])
        #expect(try quota("/cgi-bin/menu/create")["quota"] == ["daily_limit": 1000, "used": 0, "remain": 1000])
        #expect(try quota("/cgi-bin/getcallbackip")["quota"] == ["daily_limit": 0, "used": 0, "remain": 0])
        let later = try #require(try weChat.stableToken()["access_token"]?.string)
        try weChat.advance(7100)
        #expect(try weChat.state()["quota"]?["user_info"]?["used"] == 3)
        try weChat.advance(8 * 3600 - 7100)
        #expect(try weChat.state()["quota"]?["user_info"]?["used"] == 0)
        #expect(try weChat.call("/cgi-bin/openapi/quota/get", ["cgi_path": "/a"], token: later)["errcode"] == 42001)
    }

    @Test(
        "What is no path of a call",
        arguments: [
            ("", 76003), (nil, 76003), ("cgi-bin/user/info", 76003),
            ("https://api.weixin.qq.com/cgi-bin/user/info", 76003),
            ("/cgi-bin/nothing", 76021), ("/_simulator/calls", 76021), ("/sns/userinfo", 76022),
        ] as [(JSONValue, Int64)])
    func paths(path: JSONValue, code: Int64) throws {
        #expect(try quota(path)["errcode"] == .integer(code))
    }

    @Test("After the last call of the day there is 45009, until the counts are cleared")
    func exhausted() throws {
        try weChat.spend(.userInfo, 4_999_999)
        let query = "access_token=\(token)&openid=\(try weChat.openID("xiaoming"))"
        #expect(try weChat.get("/cgi-bin/user/info", query)["subscribe"] == 1)
        #expect(try weChat.get("/cgi-bin/user/info", query)["errcode"] == 45009)
        #expect(try quota("/cgi-bin/user/info")["quota"]?["remain"] == 0)
        #expect(try clear()["errcode"] == 0)
        #expect(try weChat.get("/cgi-bin/user/info", query)["subscribe"] == 1)
    }

    @Test("Ten times in a month of Beijing's the counts are cleared, and only for the account whose token it is")
    func clearing() throws {
        #expect(try clear(TestWeChat.miniProgram)["errcode"] == 40013)
        #expect(try clear("")["errcode"] == 40013)
        for _ in 0..<10 { #expect(try clear()["errcode"] == 0) }
        let refused = try clear()
        #expect(refused["errcode"] == 48006)
        #expect(try clear(TestWeChat.miniProgram, token: weChat.miniToken())["errcode"] == 0)
        // The clock stands at 2027-01-15 16:00 in Beijing.
        try weChat.advance(16 * 86400 + 8 * 3600 - 1)
        #expect(try clear(token: weChat.officialToken())["errcode"] == 48006)
        try weChat.advance(1)
        #expect(try clear(token: weChat.officialToken())["errcode"] == 0)
    }
}
