import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /wxa/business/getuserphonenumber")
struct PhoneNumberTests {
    static let path = "/wxa/business/getuserphonenumber"
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func ask(_ body: String, token: String? = nil) throws -> JSONValue {
        let token = try token ?? weChat.miniToken()
        let response = weChat.send("POST", PhoneNumberTests.path, query: "access_token=\(token)", body: body)
        return try JSONValue(parsing: response.body)
    }

    @Test(
        "A code gives the number, in which a foreign one has its country's code, and when the button was pressed",
        arguments: [("xiaoming", "13580006666", "13580006666", "86"), ("stranger", "+61412345678", "412345678", "61")])
    func number(person: String, number: String, pure: String, country: String) throws {
        let code = try weChat.phoneCode(person)
        #expect(code.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        try weChat.advance(7)
        let answer = try weChat.phoneNumber(code)
        let expected: JSONValue = [
            "errcode": 0, "errmsg": "ok",
            "phone_info": [
                "phoneNumber": .string(number), "purePhoneNumber": .string(pure), "countryCode": .string(country),
                "watermark": ["timestamp": .integer(TestWeChat.start), "appid": .string(TestWeChat.miniProgram)],
            ],
        ]
        #expect(answer == expected)
    }

    @Test("A code works once, and is then unknown like any other, in WeChat's words")
    func singleUse() throws {
        let code = try weChat.phoneCode()
        #expect(try weChat.phoneNumber(code)["errcode"] == 0)
        let again = try weChat.phoneNumber(code)
        #expect(again["errcode"] == 40029)
        let message = try #require(again["errmsg"]?.string)
        #expect(
            message.wholeMatch(of: /invalid code hint: \[[A-Za-z0-9_-]{16}\] rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/)
                != nil)
    }

    @Test("A code lives for 300 s", arguments: [(299, 0), (300, 40029)] as [(Int64, JSONValue)])
    func expiry(seconds: Int64, code: JSONValue) throws {
        let text = try weChat.phoneCode()
        try weChat.advance(seconds)
        #expect(try weChat.phoneNumber(text)["errcode"] == code)
    }

    @Test("A login's code is none, and stays good for the login")
    func loginCode() throws {
        let code = try weChat.loginCode()
        #expect(try weChat.phoneNumber(code)["errcode"] == 40029)
        #expect(try weChat.codeToSession(code)["errcode"] == nil)
    }

    @Test("Another mini program's code is told, as long as it is good")
    func otherAccount() throws {
        try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "s", "kind": "mini_program"])
        let code = try weChat.phoneCode("xiaoming", "wx7")
        #expect(try weChat.phoneNumber(code)["errcode"] == 40013)
        let token = try #require(try weChat.token("wx7", "s")["access_token"]?.string)
        #expect(try ask("{\"code\":\"\(code)\"}", token: token)["phone_info"]?["watermark"]?["appid"] == "wx7")
        #expect(try weChat.phoneNumber(code)["errcode"] == 40029)
    }

    @Test("An openid beside the code must be the same person's, and need not be there")
    func openID() throws {
        let code = try weChat.phoneCode()
        let others = [
            try weChat.openID("emoji", TestWeChat.miniProgram), try weChat.openID("xiaoming"), "",
        ]
        for other in others { #expect(try weChat.phoneNumber(code, openID: other)["errcode"] == 40003) }
        let own = try weChat.openID("xiaoming", TestWeChat.miniProgram)
        #expect(try weChat.phoneNumber(code, openID: own)["errcode"] == 0)
    }

    @Test(
        "What is no JSON object with a code is refused",
        arguments: [
            ("", 44002), ("code=x", 47001), ("[]", 47001), ("{}", 40029), (#"{"code":""}"#, 40029),
            (#"{"code":1}"#, 40029),
        ]
            as [(String, Int64)])
    func bodies(body: String, code: Int64) throws { #expect(try ask(body)["errcode"] == .integer(code)) }

    @Test("A token must be there, and a mini program's; the method must be POST")
    func token() throws {
        let code = try weChat.phoneCode()
        let official = try #require(try weChat.token()["access_token"]?.string)
        let grant = try #require(try weChat.grant()["access_token"]?.string)
        for (token, error) in [("", 41001), ("x", 40001), (grant, 40001), (official, 48001)] as [(String, Int64)] {
            #expect(try ask("{\"code\":\"\(code)\"}", token: token)["errcode"] == .integer(error))
        }
        #expect(try weChat.get(PhoneNumberTests.path)["errcode"] == 43002)
        #expect(try weChat.phoneNumber(code)["errcode"] == 0)
    }

    @Test("A number is asked for 100 times in a minute")
    func minuteQuota() throws {
        for _ in 0..<100 { #expect(try weChat.phoneNumber(weChat.phoneCode())["errcode"] == 0) }
        let code = try weChat.phoneCode()
        #expect(try weChat.phoneNumber(code)["errcode"] == 45011)
        try weChat.advance(60)
        #expect(try weChat.phoneNumber(code)["errcode"] == 0)
    }

    @Test("A fault spoils the answer as any other")
    func fault() throws {
        try weChat.post("/_simulator/faults", ["path": .string(PhoneNumberTests.path), "fault": "numbers_as_strings"])
        #expect(try weChat.phoneNumber(weChat.phoneCode())["phone_info"]?["countryCode"] == "86")
    }
}
