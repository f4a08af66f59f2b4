import Crypto
import HTTP
import JSON
import Testing

@testable import wechat_simulator
import Platform

extension TestWeChat {
    /// What `wx.login` gives on a person's phone.
    func loginCode(_ person: String = "xiaoming", _ appid: String = miniProgram) throws -> String {
        let answer = try post("/_simulator/mini/login", ["person": .string(person), "appid": .string(appid)])
        return try #require(answer["code"]?.string)
    }

    /// The code that a `getPhoneNumber` button gives on a person's phone.
    func phoneCode(_ person: String = "xiaoming", _ appid: String = miniProgram) throws -> String {
        let answer = try post("/_simulator/mini/phone", ["person": .string(person), "appid": .string(appid)])
        return try #require(answer["code"]?.string)
    }

    /// What WeChat answers to a login's code.
    func codeToSession(
        _ code: String, _ appid: String = miniProgram, _ secret: String = miniProgramSecret
    ) throws -> JSONValue {
        try get(
            "/sns/jscode2session", "appid=\(appid)&secret=\(secret)&js_code=\(code)&grant_type=authorization_code")
    }

    /// A person's openid and a new session_key.
    func session(_ person: String = "xiaoming") throws -> JSONValue { try codeToSession(loginCode(person)) }

    /// An access_token of the built-in mini program.
    func miniToken() throws -> String {
        try #require(token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)["access_token"]?.string)
    }

    /// What WeChat answers to a telephone number's code.
    func phoneNumber(_ code: String, openID: String? = nil) throws -> JSONValue {
        let body: JSONValue =
            if let openID { ["code": .string(code), "openid": .string(openID)] } else { ["code": .string(code)] }
        let query = "access_token=\(try miniToken())"
        return try JSONValue(
            parsing: send("POST", "/wxa/business/getuserphonenumber", query: query, body: body.text).body)
    }

    /// Asks with a signature made from the session's key, as a server does.
    func checkSession(_ session: JSONValue, _ path: String = "/wxa/checksession") throws -> JSONValue {
        let key = session["session_key"]?.string ?? ""
        let signature = Hex.encode(try hmacSHA256(key: Array(key.utf8), message: []))
        return try get(path, TestWeChat.checkQuery(try miniToken(), session["openid"]?.string ?? "", signature))
    }

    static func checkQuery(
        _ token: String, _ openID: String, _ signature: String, method: String = "hmac_sha256"
    ) -> String {
        "access_token=\(token)&openid=\(openID)&signature=\(signature)&sig_method=\(method)"
    }

    /// Reads what a phone encrypted; nil when the key is another one.
    static func decrypt(_ answer: JSONValue, key: JSONValue?) throws -> JSONValue? {
        let key = try #require(Base64.decode(key?.string ?? ""))
        let iv = try #require(Base64.decode(answer["iv"]?.string ?? ""))
        let bytes = try #require(Base64.decode(answer["encryptedData"]?.string ?? ""))
        guard let text = try AESCBC.decrypt(bytes, key: key, iv: iv, padding: .pkcs7) else { return nil }
        return try? JSONValue(parsing: text)
    }
}
