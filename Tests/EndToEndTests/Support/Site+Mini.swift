import Foundation
import HTTPClient
import JSON
import Testing

/// The mini program in place of a phone, and what it asks the site.
extension Site {
    /// `wx.login`: a code for a person.
    func miniCode(_ person: String) throws -> String {
        try #require(try simulator("POST", "mini/login", ["person": .string(person)])["code"]?.string)
    }

    /// `getUserInfo`: data encrypted under the person's session_key.
    func miniUserData(_ person: String, _ extra: [String: JSONValue] = [:]) throws -> JSONValue {
        try simulator("POST", "mini/userinfo", .object(members(person, extra)))
    }

    /// `getPhoneNumber`: the number, encrypted, and a phone code.
    func miniPhone(_ person: String, _ extra: [String: JSONValue] = [:]) throws -> JSONValue {
        try simulator("POST", "mini/phone", .object(members(person, extra)))
    }

    /// A JSON request to an endpoint, and its JSON answer.
    func json(
        _ method: String, _ path: String, _ body: JSONValue? = nil, token: String? = nil
    ) throws -> (status: Int, body: JSONValue) {
        var headers = body == nil ? [] : [("Content-Type", "application/json")]
        if let token { headers.append(("Authorization", token)) }
        let reply = try request(method, path, headers: headers, body: body?.text)
        return (reply.status, try reply.json())
    }

    /// Exchanges a code with the wx-auth API: its one result.
    func exchange(_ person: String) throws -> JSONValue {
        let answer = try json("GET", "/miniprog/wx_auth/get_openid_by_code?code=\(miniCode(person))")
        #expect(answer.status == 200, "\(answer.body.text)")
        return try #require(answer.body["results"]?.elements?.first)
    }

    func miniOpenid(_ person: String) throws -> String {
        let people = try simulator("GET", "people?appid=\(Self.miniAppID)")["people"]?.elements ?? []
        return try #require(people.first { $0["id"]?.string == person }?["openid"]?.string)
    }

    /// What only WeChat and the site may know.
    func miniSessionKey(_ person: String) throws -> String {
        let state = try simulator("GET", "state?appid=\(Self.miniAppID)")
        return try #require(state["session_keys"]?[person]?["session_key"]?.string)
    }

    private func members(_ person: String, _ extra: [String: JSONValue]) -> [JSONValue.Member] {
        [.init("person", .string(person))] + extra.map { .init($0.key, $0.value) }
    }
}
