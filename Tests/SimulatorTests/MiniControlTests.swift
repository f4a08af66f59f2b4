import Crypto
import HTTP
import JSON
import Testing

@testable import wechat_simulator
import Platform

@Suite("A mini program's phone")
struct MiniControlTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func play(_ name: String, _ input: JSONValue) throws -> JSONValue {
        try weChat.post("/_simulator/mini/" + name, input)
    }

    @Test("wx.login gives a code of 32 letters and digits, another each time, and the openid")
    func login() throws {
        let first = try play("login", ["person": "xiaoming"])
        #expect(try #require(first["code"]?.string).wholeMatch(of: /[A-Za-z0-9]{32}/) != nil)
        #expect(first["openid"]?.string == (try weChat.openID("xiaoming", TestWeChat.miniProgram)))
        #expect(try play("login", ["person": "xiaoming"])["code"] != first["code"])
    }

    @Test("The user signature is that of WeChat's documentation")
    func vector() throws {
        let rawData =
            #"{"nickName":"Band","gender":1,"language":"zh_CN","city":"Guangzhou","province":"Guangdong","country":"CN","#
            + #""avatarUrl":"http://wx.qlogo.cn/mmopen/vi_32/1vZvI39NWFQ9XM4LtQpFrQJ1xlgZxx3w7bQxKARol6503Iuswjjn6nIGBi"#
            + #"aycAjAtpujxyzYsrztuuICqIM5ibXQ/0"}"#
        #expect(
            try Signature.sha1(rawData: rawData, key: "HyVFkGl5F5OQWJZZaNzBBg==")
                == "75e81ceda165f4ffa64f4068af58c64b8f54b88c")
    }

    @Test(
        "getUserInfo is signed and encrypted, with the members of WeChat's worked example in its order",
        arguments: ["xiaoming", "emoji", "script", "bare"])
    func userInfo(person: String) throws {
        let session = try weChat.session(person)
        try weChat.advance(5)
        let answer = try play("userinfo", ["person": .string(person)])
        let rawData = try #require(answer["rawData"]?.string)
        let key = try #require(session["session_key"]?.string)
        #expect(answer["signature"]?.string == Hex.encode(try Digest.sha1(Array((rawData + key).utf8))))
        let value = try #require(try TestWeChat.decrypt(answer, key: session["session_key"]))
        guard case .object(let members) = value, case .object(let raw) = try JSONValue(parsing: Array(rawData.utf8))
        else { return #expect(Bool(false)) }
        let profile = ["nickName", "gender", "language", "city", "province", "country", "avatarUrl"]
        #expect(members.map(\.name) == ["openId"] + profile + ["unionId", "watermark"])
        #expect(raw.map(\.name) == profile)
        #expect(raw.allSatisfy { value[$0.name] == $0.value })
        #expect(value["openId"] == session["openid"] && value["unionId"] == session["unionid"])
        #expect(
            value["watermark"]
                == ["timestamp": .integer(TestWeChat.start + 5), "appid": .string(TestWeChat.miniProgram)])
        let known = try weChat.get("/_simulator/people")["people"]?.elements?.first { $0["id"]?.string == person }
        #expect(value["nickName"] == known?["nickname"] && value["gender"] == known?["sex"])
        #expect(value["avatarUrl"] == known?["headimgurl"] && value["country"] == known?["country"])
    }

    @Test("Each encryption has an IV of its own, of 16 bytes")
    func iv() throws {
        _ = try weChat.session()
        let (first, second) = (
            try play("userinfo", ["person": "xiaoming"]), try play("userinfo", ["person": "xiaoming"])
        )
        #expect(Base64.decode(first["iv"]?.string ?? "")?.count == 16)
        #expect(first["iv"] != second["iv"] && first["encryptedData"] != second["encryptedData"])
        #expect(first["rawData"] == second["rawData"] && first["signature"] == second["signature"])
    }

    @Test("Of getUserProfile there is neither openId nor unionId")
    func profile() throws {
        let session = try weChat.session()
        let answer = try play("userinfo", ["person": "xiaoming", "profile": true])
        let value = try #require(try TestWeChat.decrypt(answer, key: session["session_key"]))
        #expect(value["nickName"] == "王小明" && value["watermark"] != nil)
        #expect(value["openId"] == nil && value["unionId"] == nil)
    }

    @Test("Of whoever is anonymous getUserInfo tells nothing, unless the call says otherwise")
    func newcomer() throws {
        let session = try weChat.session("newcomer")
        for (input, name) in [
            (["person": "newcomer"], "微信用户"), (["person": "newcomer", "anonymous": false], "新来的小陈"),
        ] as [(JSONValue, JSONValue)] {
            let answer = try play("userinfo", input)
            #expect(try TestWeChat.decrypt(answer, key: session["session_key"])?["nickName"] == name)
        }
    }

    @Test("Anonymous, there is no name and no picture, and the openid still")
    func anonymous() throws {
        let session = try weChat.session()
        let answer = try play("userinfo", ["person": "xiaoming", "anonymous": true])
        let value = try #require(try TestWeChat.decrypt(answer, key: session["session_key"]))
        #expect(value["nickName"] == "微信用户" && value["gender"] == 0)
        #expect(["language", "city", "province", "country"].allSatisfy { value[$0] == "" })
        #expect(value["avatarUrl"]?.string?.hasPrefix("https://thirdwx.qlogo.cn/mmopen/vi_32/POgEwh4mIHO4") == true)
        #expect(value["openId"] == session["openid"] && value["unionId"] == session["unionid"])
        #expect(answer["rawData"]?.string?.contains("王小明") == false)
    }

    @Test("The key is the one that is good now; an old one is used when it is named")
    func oldKey() throws {
        let old = try weChat.session()
        let new = try weChat.session()
        let (oldKey, newKey) = (try #require(old["session_key"]), try #require(new["session_key"]))
        for name in ["userinfo", "phone"] {
            let now = try play(name, ["person": "xiaoming"])
            #expect(try TestWeChat.decrypt(now, key: newKey) != nil)
            #expect(try TestWeChat.decrypt(now, key: oldKey) == nil)
            let before = try play(name, ["person": "xiaoming", "session_key": oldKey])
            #expect(try TestWeChat.decrypt(before, key: oldKey) != nil)
            #expect(try TestWeChat.decrypt(before, key: newKey) == nil)
        }
    }

    @Test("openid and watermark are those that were asked for")
    func overrides() throws {
        let key = try weChat.session()["session_key"]
        let info = try play("userinfo", ["person": "xiaoming", "openid": "oX", "watermark_appid": "wx9"])
        let value = try #require(try TestWeChat.decrypt(info, key: key))
        #expect(value["openId"] == "oX" && value["watermark"]?["appid"] == "wx9")
        let phone = try play("phone", ["person": "xiaoming", "watermark_appid": "wx9"])
        #expect(try TestWeChat.decrypt(phone, key: key)?["watermark"]?["appid"] == "wx9")
    }

    @Test(
        "unionId is there for those that have one, at bound accounts", arguments: [("loner", true), ("emoji", false)])
    func noUnionID(person: String, isBound: Bool) throws {
        try weChat.post(
            "/_simulator/account", ["appid": .string(TestWeChat.miniProgram), "open_platform": .bool(isBound)])
        let key = try weChat.session(person)["session_key"]
        let value = try #require(
            try TestWeChat.decrypt(play("userinfo", ["person": .string(person)]), key: key))
        #expect(value["openId"] != nil && value["unionId"] == nil)
    }

    @Test(
        "getPhoneNumber gives the number encrypted, the country's code in it as text, and a code",
        arguments: [("xiaoming", "13580006666", "13580006666", "86"), ("stranger", "+61412345678", "412345678", "61")])
    func phone(person: String, number: String, pure: String, country: String) throws {
        let key = try weChat.session(person)["session_key"]
        let answer = try play("phone", ["person": .string(person)])
        let expected: JSONValue = [
            "phoneNumber": .string(number), "purePhoneNumber": .string(pure), "countryCode": .string(country),
            "watermark": ["appid": .string(TestWeChat.miniProgram), "timestamp": .integer(TestWeChat.start)],
        ]
        #expect(try TestWeChat.decrypt(answer, key: key) == expected)
        #expect(try weChat.phoneNumber(answer["code"]?.string ?? "")["phone_info"]?["purePhoneNumber"] == .string(pure))
    }

    @Test("Without a login there is a code for the number, and nothing encrypted")
    func phoneWithoutLogin() throws {
        let answer = try play("phone", ["person": "xiaoming"])
        #expect(answer["encryptedData"] == .null && answer["iv"] == .null)
        #expect(try weChat.phoneNumber(answer["code"]?.string ?? "")["errcode"] == 0)
    }

    @Test("Without a login getUserInfo says what is missing")
    func userInfoWithoutLogin() throws {
        let response = weChat.send("POST", "/_simulator/mini/userinfo", body: #"{"person":"xiaoming"}"#)
        #expect(response.status == 400)
        #expect(response.text.contains("xiaoming has no session_key at wx0000000000000002"))
    }

    @Test(
        "What makes no sense is refused with words", arguments: ["login", "userinfo", "phone"],
        [
            "{}", #"{"person":"nobody"}"#, #"{"person":"xiaoming","appid":"wx7"}"#,
            #"{"person":"xiaoming","appid":""}"#,
            #"{"person":"xiaoming","appid":"wx0000000000000001"}"#,
        ])
    func misuse(name: String, body: String) throws {
        _ = try weChat.session()
        let response = weChat.send("POST", "/_simulator/mini/" + name, body: body)
        #expect(response.status == 400)
        #expect(try JSONValue(parsing: response.body)["error"]?.string?.isEmpty == false)
    }

    @Test(
        "A key that is none, a flag that is none and a person without a number are refused with words",
        arguments: [
            ("userinfo", #""session_key":"AAAA""#), ("userinfo", #""session_key":"*""#),
            ("userinfo", #""anonymous":1"#),
            ("phone", #""session_key":"""#), ("phone", #""person":"bare""#),
        ])
    func moreMisuse(name: String, member: String) throws {
        _ = try weChat.session()
        let person = member.contains("person") ? "" : #""person":"xiaoming","#
        #expect(weChat.send("POST", "/_simulator/mini/" + name, body: "{\(person)\(member)}").status == 400)
    }

    @Test("The page has everybody, the three buttons and all mini programs, and names are only text there")
    func page() throws {
        try weChat.post("/_simulator/account", ["appid": "wx7", "kind": "mini_program", "name": "<b>第二</b>"])
        let page = weChat.send(
            "GET", "/_simulator/mini", headers: ["Cookie": "wechat_simulator_person=emoji"]
        ).text
        for text in [
            #"<option value="xiaoming">xiaoming · 王小明</option>"#, #"<option value="emoji" selected>"#,
            #"<button id="login">wx.login</button>"#, #"id="userinfo""#, #"id="phone""#, #"<option value="wx7">"#,
            "Nobody has a session_key yet.", #"<div id="keys">"#, "&lt;b&gt;第二",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("<b>") && !page.contains("<script>alert") && !page.contains(TestWeChat.official))
        #expect(weChat.send("GET", "/").text.contains(#"<a href="/_simulator/mini">Mini program</a>"#))
        #expect(try weChat.get("/_simulator/calls")["count"] == 0)
    }
}
