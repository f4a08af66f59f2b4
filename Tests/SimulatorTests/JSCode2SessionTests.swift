import Crypto
import HTTP
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

@Suite("GET /sns/jscode2session")
struct JSCode2SessionTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("A code gives a session_key of WeChat's form and the openid, without an errcode")
    func exchange() throws {
        let answer = try weChat.session()
        guard case .object(let members) = answer else { return #expect(Bool(false)) }
        #expect(members.map(\.name) == ["session_key", "openid", "unionid"])
        let key = try #require(answer["session_key"]?.string)
        #expect(key.utf8.count == 24 && Base64.decode(key)?.count == 16)
        #expect(answer["openid"]?.string == (try weChat.openID("xiaoming", TestWeChat.miniProgram)))
        #expect(answer["unionid"] == "o6_bmxiaoming0000000000000000")
    }

    @Test("The answer has the form of sns: text/plain, slashes as they are, a comma before the rid")
    func form() throws {
        let query =
            "appid=\(TestWeChat.miniProgram)&secret=\(TestWeChat.miniProgramSecret)&grant_type=authorization_code"
        for _ in 0..<30 {
            let code = try weChat.loginCode()
            let response = weChat.send("GET", "/sns/jscode2session", query: query + "&js_code=\(code)")
            #expect(response.header("Content-Type") == "text/plain" && !response.text.contains("\\"))
        }
        let response = weChat.send("GET", "/sns/jscode2session", query: query + "&js_code=x")
        #expect(response.status == 200)
        #expect(response.text.hasPrefix(#"{"errcode":40029,"errmsg":"invalid code, rid: "#))
        #expect(try weChat.post("/sns/jscode2session")["errcode"] == 43001)
    }

    @Test(
        "One thing is checked after the other, the appid first and the code last",
        arguments: [
            ("secret=x&js_code=x&grant_type=x", 41002), ("appid=wx7&secret=x&grant_type=x", 40013),
            ("appid=wx0000000000000001&secret=00000000000000000000000000000001&grant_type=x", 40013),
            ("appid=wx0000000000000002&js_code=x&grant_type=x", 41004),
            ("appid=wx0000000000000002&secret=x&grant_type=x", 40125),
            ("appid=wx0000000000000002&secret=00000000000000000000000000000002&grant_type=x", 41008),
            ("appid=wx0000000000000002&secret=00000000000000000000000000000002&js_code=x", 40002),
            ("appid=wx0000000000000002&secret=00000000000000000000000000000002&js_code=x&grant_type=x", 40002),
            (
                "appid=wx0000000000000002&secret=00000000000000000000000000000002&js_code=x"
                    + "&grant_type=authorization_code", 40029
            ),
        ] as [(String, Int64)])
    func order(query: String, code: Int64) throws {
        #expect(try weChat.get("/sns/jscode2session", query)["errcode"] == .integer(code))
    }

    @Test("A frozen secret opens nothing")
    func frozen() throws {
        let code = try weChat.loginCode()
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.miniProgram), "frozen": true])
        #expect(try weChat.codeToSession(code)["errcode"] == 40243)
    }

    @Test("A code works once; after a refusal for another reason it still does")
    func singleUse() throws {
        let code = try weChat.loginCode()
        #expect(try weChat.codeToSession(code, TestWeChat.miniProgram, "x")["errcode"] == 40125)
        #expect(try weChat.codeToSession(code)["errcode"] == nil)
        #expect(try weChat.codeToSession(code)["errcode"] == 40163)
    }

    @Test("A code lives for 300 s, used or not", arguments: [(299, nil), (300, 40029)] as [(Int64, JSONValue?)])
    func expiry(seconds: Int64, code: JSONValue?) throws {
        let (used, unused) = (try weChat.loginCode(), try weChat.loginCode())
        _ = try weChat.codeToSession(used)
        try weChat.advance(seconds)
        #expect(try weChat.codeToSession(unused)["errcode"] == code)
        #expect(try weChat.codeToSession(used)["errcode"] == (code ?? 40163))
    }

    @Test("Another mini program's code, a phone's and a web site's are unknown")
    func otherCodes() throws {
        try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "s", "kind": "mini_program"])
        let code = try weChat.loginCode("xiaoming", "wx7")
        for other in [code, try weChat.phoneCode(), try weChat.code()] {
            #expect(try weChat.codeToSession(other)["errcode"] == 40029)
        }
        #expect(try weChat.codeToSession(code, "wx7", "s")["errcode"] == nil)
    }

    @Test("Each person has one session_key at each mini program, that of the latest wx.login; a refused code leaves it")
    func oneKey() throws {
        let first = try weChat.session()
        #expect(try weChat.checkSession(first)["errcode"] == 0)
        let other = try weChat.session("emoji")
        let code = try weChat.loginCode()
        #expect(try weChat.checkSession(first)["errcode"] == 87009)
        let second = try weChat.codeToSession(code)
        #expect(second["session_key"] != first["session_key"] && second["openid"] == first["openid"])
        #expect(try weChat.codeToSession(code)["errcode"] == 40163)
        #expect(try weChat.checkSession(second)["errcode"] == 0)
        #expect(try weChat.checkSession(other)["errcode"] == 0)
        try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "s", "kind": "mini_program"])
        _ = try weChat.codeToSession(weChat.loginCode("xiaoming", "wx7"), "wx7", "s")
        #expect(try weChat.checkSession(second)["errcode"] == 0)
    }

    @Test("What a phone encrypts after wx.login and before the exchange is read with the key that the exchange tells")
    func encryptedBeforeExchange() throws {
        let code = try weChat.loginCode()
        let data = try weChat.post("/_simulator/mini/userinfo", ["person": "xiaoming"])
        let session = try weChat.codeToSession(code)
        #expect(try TestWeChat.decrypt(data, key: session["session_key"])?["openId"] == session["openid"])
        #expect(try weChat.checkSession(session)["errcode"] == 0)
    }

    @Test("A wx.login that renews nothing gives a code for the key that there was; a newer one's key is another")
    func renewal() throws {
        let first = try weChat.session()
        let kept = try weChat.post("/_simulator/mini/login", ["person": "xiaoming", "renew": false])
        let newer = try weChat.loginCode()
        #expect(try weChat.codeToSession(kept["code"]?.string ?? "")["session_key"] == first["session_key"])
        #expect(try weChat.checkSession(first)["errcode"] == 87009)
        #expect(try weChat.checkSession(weChat.codeToSession(newer))["errcode"] == 0)
        let fresh = try weChat.post("/_simulator/mini/login", ["person": "emoji", "renew": false])
        #expect(try weChat.codeToSession(fresh["code"]?.string ?? "")["session_key"]?.string?.utf8.count == 24)
    }

    @Test("A code from before wx.login made keys is exchanged for a new one")
    func oldCode() throws {
        let code = try weChat.loginCode()
        try Database(path: weChat.directory + "/simulator.sqlite3").execute("UPDATE mini_codes SET session_key = NULL")
        #expect(try weChat.checkSession(weChat.codeToSession(code))["errcode"] == 0)
    }

    @Test(
        "unionid is there for those that have one, at bound accounts", arguments: [("loner", true), ("emoji", false)])
    func noUnionID(person: String, isBound: Bool) throws {
        try weChat.post(
            "/_simulator/account", ["appid": .string(TestWeChat.miniProgram), "open_platform": .bool(isBound)])
        let answer = try weChat.session(person)
        #expect(answer["session_key"] != nil && answer["unionid"] == nil)
    }

    @Test("Whoever is held for dangerous is blocked, and the code is good afterwards")
    func highRisk() throws {
        let code = try weChat.loginCode()
        try weChat.post("/_simulator/people", ["id": "xiaoming", "high_risk": true])
        #expect(try weChat.codeToSession(code)["errcode"] == 40226)
        #expect(try weChat.codeToSession("x")["errcode"] == 40029)
        try weChat.post("/_simulator/people", ["id": "xiaoming", "high_risk": false])
        #expect(try weChat.codeToSession(code)["errcode"] == nil)
    }

    @Test("A person may log in 100 times in a minute; the code of the next is good in the minute after")
    func minuteQuota() throws {
        for _ in 0..<100 { #expect(try weChat.session()["errcode"] == nil) }
        let code = try weChat.loginCode()
        let refused = try weChat.codeToSession(code)
        #expect(refused["errcode"] == 45011)
        let message = refused["errmsg"]?.string ?? ""
        #expect(message.hasPrefix("api minute-quota reach limit  mustslower  retry next minute, rid: "))
        #expect(try weChat.session("emoji")["errcode"] == nil)
        try weChat.advance(60)
        #expect(try weChat.codeToSession(code)["errcode"] == nil)
    }

    @Test("Calls are listed with path and appid, and faults are applied")
    func listed() throws {
        try weChat.post("/_simulator/faults", ["path": "/sns/jscode2session", "fault": "system_error"])
        let code = try weChat.loginCode()
        #expect(try weChat.codeToSession(code)["errcode"] == -1)
        let session = try weChat.codeToSession(code)
        _ = try weChat.checkSession(session)
        _ = try weChat.phoneNumber("x")
        let list = weChat.send("GET", "/_simulator/calls").text
        let calls = try JSONValue(parsing: Array(list.utf8))["calls"]?.elements ?? []
        let rows = calls.filter { $0["path"] != "/cgi-bin/token" }
        #expect(
            rows.map { $0["path"] } == [
                "/sns/jscode2session", "/sns/jscode2session", "/wxa/checksession",
                "/wxa/business/getuserphonenumber",
            ])
        #expect(rows.map { $0["errcode"] } == [-1, .null, .null, 40029])
        #expect(rows.allSatisfy { $0["appid"]?.string == TestWeChat.miniProgram })
        #expect(!list.contains(code) && !list.contains(session["session_key"]?.string ?? "-"))
    }
}
