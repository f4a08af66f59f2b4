import HTTP
import JSON
import Testing

@testable import wechat_simulator

extension TestWeChat {
    static let form = ["Content-Type": "application/x-www-form-urlencoded"]
    /// Where the tests' site is, within the built-in account's domain.
    static let callback = "http://127.0.0.1:8080/back"
    static let encodedCallback = "http%3A%2F%2F127.0.0.1%3A8080%2Fback"

    /// A code of the built-in account.
    func code(_ person: String = "xiaoming", _ scope: String = "snsapi_userinfo") throws -> String {
        let answer = try post(
            "/_simulator/authorize",
            ["appid": .string(TestWeChat.official), "person": .string(person), "scope": .string(scope)])
        return try #require(answer["code"]?.string)
    }

    /// What WeChat answers to a code.
    func exchange(_ code: String) throws -> JSONValue {
        try get(
            "/sns/oauth2/access_token",
            "appid=\(TestWeChat.official)&secret=\(TestWeChat.officialSecret)&code=\(code)&grant_type=authorization_code"
        )
    }

    /// A person's tokens.
    func grant(_ person: String = "xiaoming", _ scope: String = "snsapi_userinfo") throws -> JSONValue {
        try exchange(code(person, scope))
    }

    func refresh(_ grant: JSONValue) throws -> JSONValue {
        try get(
            "/sns/oauth2/refresh_token",
            "appid=\(TestWeChat.official)&grant_type=refresh_token&refresh_token=\(grant["refresh_token"]?.string ?? "")"
        )
    }

    /// What a person's token opens.
    func ask(_ path: String, _ grant: JSONValue) throws -> JSONValue {
        let token = grant["access_token"]?.string ?? ""
        return try get(path, "access_token=\(token)&openid=\(grant["openid"]?.string ?? "")&lang=zh_CN")
    }

    func openID(_ person: String, _ appid: String = official) throws -> String {
        let people = try get("/_simulator/people", "appid=\(appid)")["people"]?.elements ?? []
        return try #require(people.first { $0["id"]?.string == person }?["openid"]?.string)
    }

    /// The query of the authorize page.
    static func authorizeQuery(_ scope: String = "snsapi_userinfo", state: String = "s1", more: String = "") -> String {
        "appid=\(official)&redirect_uri=\(encodedCallback)&response_type=code&scope=\(scope)&state=\(state)\(more)"
    }

    /// Presses a button of the authorize page.
    func decide(_ fields: String, _ query: String = authorizeQuery()) -> Response {
        send("POST", "/connect/oauth2/decision", body: query + "&" + fields, headers: TestWeChat.form)
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
}
