import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /sns/userinfo and GET /sns/auth")
struct WebUserInfoTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Everybody is told as they are, with the members in WeChat's order")
    func everybody() throws {
        for person in try weChat.get("/_simulator/people")["people"]?.elements ?? [] {
            let id = try #require(person["id"]?.string)
            let answer = try weChat.ask("/sns/userinfo", weChat.grant(id))
            guard case .object(let members) = answer else { return #expect(Bool(false)) }
            let names = ["nickname", "sex", "language", "city", "province", "country", "headimgurl", "privilege"]
            let unionID = person["unionid"] == .null ? [] : ["unionid"]
            #expect(members.map(\.name) == ["openid"] + names + unionID)
            let untold: [String: JSONValue] =
                person["anonymous"] == true
                ? ["sex": 0, "language": "", "city": "", "province": "", "country": ""] : [:]
            for name in names + unionID { #expect(answer[name] == untold[name] ?? person[name], "\(id) \(name)") }
            #expect(answer["openid"]?.string == (try weChat.openID(id)))
        }
    }

    @Test("Control characters in a name are sent raw, and other escapes stay")
    func controlCharacters() throws {
        let name = "a\u{7}b\tc\nd\r\u{1F}e\\f\"g\\u0041\\t"
        try weChat.post("/_simulator/people", ["id": "noise", "nickname": .string(name)])
        let grant = try weChat.grant("noise")
        let query = "access_token=\(grant["access_token"]?.string ?? "")&openid=\(grant["openid"]?.string ?? "")"
        let response = weChat.send("GET", "/sns/userinfo", query: query)
        #expect(response.text.contains(#""nickname":"a\#u{7}b\#tc\#nd\#r\#u{1F}e\\f\"g\\u0041\\t","#))
        #expect(throws: JSONError.self) { try JSONValue(parsing: response.body) }
        #expect(try JSONValue(tolerantly: response.body)["nickname"] == .string(name))
    }

    @Test(
        "Tokens and openids: none, unknown, somebody else's",
        arguments: ["/sns/userinfo", "/sns/auth"])
    func checks(path: String) throws {
        let grant = try weChat.grant()
        let token = try #require(grant["access_token"]?.string)
        #expect(try weChat.get(path)["errcode"] == 41001)
        #expect(try weChat.get(path, "access_token=99_x")["errcode"] == 40001)
        #expect(try weChat.get(path, "access_token=\(token)")["errcode"] == 41009)
        #expect(try weChat.get(path, "access_token=\(token)&openid=\(weChat.openID("emoji"))")["errcode"] == 40003)
        #expect(try weChat.ask(path, grant)["errcode"]?.integer ?? 0 == 0)
        try weChat.advance(7200)
        #expect(try weChat.get(path, "access_token=\(token)")["errcode"] == 42001)
    }

    @Test("A token lives for 7200 s", arguments: [(7199, 0), (7200, 42001)] as [(Int64, Int64)])
    func expiry(seconds: Int64, code: Int64) throws {
        let grant = try weChat.grant()
        try weChat.advance(seconds)
        #expect(try weChat.ask("/sns/auth", grant)["errcode"] == .integer(code))
    }

    @Test("With snsapi_base nothing is told, though the token is good")
    func base() throws {
        let grant = try weChat.grant("xiaoming", "snsapi_base")
        #expect(try weChat.ask("/sns/userinfo", grant)["errcode"] == 48001)
        #expect(try weChat.ask("/sns/auth", grant).text == #"{"errcode":0,"errmsg":"ok"}"#)
    }

    @Test("Tokens of the site's visitors and of the account itself open nothing of each other's")
    func kinds() throws {
        let grant = try weChat.grant()
        #expect(try weChat.check(grant) == 40001)
        let token = try #require(try weChat.token()["access_token"]?.string)
        #expect(
            try weChat.get("/sns/userinfo", "access_token=\(token)&openid=\(weChat.openID("xiaoming"))")["errcode"]
                == 40001)
    }
}
