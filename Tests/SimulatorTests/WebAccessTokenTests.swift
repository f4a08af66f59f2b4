import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /sns/oauth2/access_token")
struct WebAccessTokenTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("A code gives tokens of WeChat's form, with the members in WeChat's order")
    func exchange() throws {
        let answer = try weChat.grant()
        guard case .object(let members) = answer else { return #expect(Bool(false)) }
        #expect(
            members.map(\.name) == ["access_token", "expires_in", "refresh_token", "openid", "scope", "unionid"])
        #expect(answer["expires_in"] == 7200)
        #expect(answer["scope"] == "snsapi_userinfo")
        #expect(answer["unionid"] == "o6_bmxiaoming0000000000000000")
        for name in ["access_token", "refresh_token"] {
            #expect(try #require(answer[name]?.string).wholeMatch(of: /[1-9][0-9]_[A-Za-z0-9_-]{85,107}/) != nil)
        }
        #expect(answer["openid"]?.string == (try weChat.openID("xiaoming")))
        #expect(answer["access_token"] != answer["refresh_token"])
    }

    @Test("The answer is JSON as text/plain, compact, with slashes as they are")
    func form() throws {
        let grant = try weChat.grant()
        let response = weChat.send(
            "GET", "/sns/userinfo",
            query: "access_token=\(grant["access_token"]?.string ?? "")&openid=\(grant["openid"]?.string ?? "")")
        #expect(response.header("Content-Type") == "text/plain")
        #expect(response.status == 200)
        #expect(response.text.contains(#""headimgurl":"https://thirdwx.qlogo.cn/mmopen/vi_32/xiaoming/132","#))
    }

    @Test("Errors have a comma before the rid")
    func errorForm() throws {
        let response = weChat.send("GET", "/sns/oauth2/access_token", query: "appid=wx1")
        #expect(response.status == 200)
        #expect(
            response.text.wholeMatch(
                of: /\{"errcode":40013,"errmsg":"invalid appid, rid: 6b49d200-[0-9a-f]{8}-[0-9a-f]{8}"\}/) != nil)
        #expect(weChat.send("GET", "/sns/nothing").text.contains("invalid url, rid: "))
        #expect(weChat.send("GET", "/sns/nothing").header("Content-Type") == "text/plain")
    }

    @Test(
        "One thing is checked after the other, the appid first and the code last",
        arguments: [
            ("secret=x&code=x&grant_type=x", 41002), ("appid=wx7&secret=x&grant_type=x", 40013),
            ("appid=wx0000000000000001&code=x&grant_type=x", 41004),
            ("appid=wx0000000000000001&secret=x&grant_type=x", 40125),
            ("appid=wx0000000000000001&secret=00000000000000000000000000000001&grant_type=x", 41008),
            ("appid=wx0000000000000001&secret=00000000000000000000000000000001&code=x", 40002),
            (
                "appid=wx0000000000000001&secret=00000000000000000000000000000001&code=x&grant_type=authorization_code",
                40029
            ),
        ] as [(String, Int64)])
    func order(query: String, code: Int64) throws {
        #expect(try weChat.get("/sns/oauth2/access_token", query)["errcode"] == .integer(code))
    }

    @Test("A frozen secret opens nothing")
    func frozen() throws {
        let code = try weChat.code()
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "frozen": true])
        #expect(try weChat.exchange(code)["errcode"] == 40243)
    }

    @Test("A POST is refused")
    func method() throws {
        #expect(try JSONValue(parsing: weChat.send("POST", "/sns/userinfo").body)["errcode"] == 43001)
    }

    @Test("A code works once; after a refusal for another reason it still does")
    func singleUse() throws {
        let code = try weChat.code()
        #expect(
            try weChat.get("/sns/oauth2/access_token", "appid=\(TestWeChat.official)&secret=x&code=\(code)")["errcode"]
                == 40125)
        #expect(try weChat.exchange(code)["errcode"] == nil)
        #expect(try weChat.exchange(code)["errcode"] == 40163)
    }

    @Test("A code lives for 300 s", arguments: [(299, nil), (300, 40029)] as [(Int64, JSONValue?)])
    func expiry(seconds: Int64, code: JSONValue?) throws {
        let text = try weChat.code()
        try weChat.advance(seconds)
        #expect(try weChat.exchange(text)["errcode"] == code)
    }

    @Test("Another account's code is unknown, and is not used up by that")
    func otherAccount() throws {
        let code = try weChat.code()
        try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "s"])
        let query = "appid=wx7&secret=s&code=\(code)&grant_type=authorization_code"
        #expect(try weChat.get("/sns/oauth2/access_token", query)["errcode"] == 40029)
        #expect(try weChat.exchange(code)["errcode"] == nil)
    }

    @Test(
        "unionid comes with snsapi_userinfo alone, to those that have one",
        arguments: [
            ("xiaoming", "snsapi_userinfo", true), ("xiaoming", "snsapi_base", false),
            ("loner", "snsapi_userinfo", false),
        ])
    func unionID(person: String, scope: String, isThere: Bool) throws {
        let answer = try weChat.grant(person, scope)
        #expect((answer["unionid"] != nil) == isThere)
        #expect(answer["scope"] == .string(scope))
        #expect(answer["is_snapshotuser"] == nil)
    }

    @Test("An account outside the Open Platform gets no unionid")
    func unbound() throws {
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "open_platform": false])
        let grant = try weChat.grant()
        #expect(grant["unionid"] == nil)
        #expect(try weChat.ask("/sns/userinfo", grant)["unionid"] == nil)
    }

    @Test("A snapshot's user is marked, with either scope", arguments: ["snsapi_base", "snsapi_userinfo"])
    func snapshot(scope: String) throws {
        #expect(try weChat.grant("snapshot", scope)["is_snapshotuser"] == 1)
    }

    @Test("Calls are listed with path and appid, and faults are applied")
    func listed() throws {
        let grant = try weChat.grant()
        _ = try weChat.ask("/sns/userinfo", grant)
        try weChat.post("/_simulator/faults", ["path": "/sns/auth", "fault": "errcode:40001"])
        #expect(
            try weChat.ask("/sns/auth", grant)["errmsg"]?.string?
                .hasPrefix("invalid credential, access_token is invalid or not latest, rid: ") == true)
        let calls = try weChat.get("/_simulator/calls")["calls"]?.elements ?? []
        #expect(calls.map { $0["path"] } == ["/sns/oauth2/access_token", "/sns/userinfo", "/sns/auth"])
        #expect(calls.allSatisfy { $0["appid"]?.string == TestWeChat.official })
        #expect(calls.last?["errcode"] == 40001)
    }
}
