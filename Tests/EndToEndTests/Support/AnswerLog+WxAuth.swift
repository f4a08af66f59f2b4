import Foundation
import HTTPClient
import JSON
import Testing

extension AnswerLog {
    /// The answers of wx-auth, document 003.
    func askWxAuth() throws {
        let api = "/miniprog/wx_auth/"
        try askForOpenids(api)
        let (openid, token) = try askToRegister(api)
        try ask("GET", api + "is_openid_registered?openid=" + openid)
        // Registered now: the answer holds account and token.
        _ = try exchanged("xiaoming", api)
        try ask("POST", api + "login", headers: [("Authorization", "jwt \(token)")])
        try ask("POST", api + "login", ["wx_nickname": "新名字"], headers: [("Authorization", "Bearer \(token)")])
        let newcomer = try exchanged("loner", api)
        try ask("POST", api + "login", ["openid": newcomer["openid"] ?? .null, "phone": "13800138001"])
        for body: JSONValue in [
            [:], ["openid": "o-nobody"], ["openid": .string(String(repeating: "a", count: 40_000))],
        ] {
            try ask("POST", api + "login", body)
        }
        for state in ["revoked_at = unixepoch()", "revoked_at = NULL, expires_at = unixepoch()"] {
            try site.execute("UPDATE sessions SET \(state)")
            try ask("POST", api + "login", headers: [("Authorization", "jwt \(token)")])
        }
        try ask("POST", api + "login", headers: [("Authorization", "jwt x.y.z")])
        try site.execute("ALTER TABLE sessions RENAME TO lost_sessions")
        try ask("POST", api + "login", headers: [("Authorization", "jwt \(token)")])
    }

    private func askForOpenids(_ api: String) throws {
        for path in ["get_openid_by_code", "get_openid_by_code?code=unknown", "is_openid_registered"] {
            try ask("GET", api + path)
        }
        for fault in ["errcode:45011", "errcode:40013", "errcode:-1", "html_500"] {
            try failing("/sns/jscode2session", fault) {
                try ask("GET", api + "get_openid_by_code?code=" + fault.replacing(":", with: ""))
            }
        }
    }

    /// - Returns: the openid, and the token that the registration gave.
    private func askToRegister(_ api: String) throws -> (openid: String, token: String) {
        let exchange = try exchanged("xiaoming", api)
        let (openid, handle) = (exchange["openid"] ?? .null, exchange["session_key"] ?? .null)
        let good: [JSONValue.Member] = [
            .init("openid", openid), .init("session_key", handle), .init("phone", "138 0013-8000"),
            .init("nickname", "小王"), .init("birthday", "2000-02-29"), .init("gender", 1),
        ]
        let bad: [(String, JSONValue)] = [
            ("openid", "o-nobody"), ("phone", .null), ("phone", "abc"), ("birthday", "2001-02-29"), ("gender", 7),
            ("phone_code", "unknown"), ("encrypted_phone", "!"),
            ("openid", .string(String(repeating: "a", count: 140_000))),
        ]
        for (name, value) in bad {
            try ask("POST", api + "register", .object(good.filter { $0.name != name } + [.init(name, value)]))
        }
        let answer = try ask("POST", api + "register", .object(good)).json()
        let token = try #require(answer["results"]?.elements?.first?["token"]?.string)
        let other = try exchanged("emoji", api)
        let phone = try site.miniPhone("emoji")
        let proof: [JSONValue.Member] = [
            .init("openid", other["openid"] ?? .null), .init("session_key", other["session_key"] ?? .null),
        ]
        let encrypted = [
            JSONValue.Member("encrypted_phone", phone["encryptedData"] ?? .null), .init("iv", phone["iv"] ?? .null),
        ]
        try ask("POST", api + "register", .object(proof + encrypted))
        try ask("POST", api + "register", .object(proof + [.init("phone_code", phone["code"] ?? .null)]))
        return (try #require(openid.string), token)
    }

    private func exchanged(_ person: String, _ api: String) throws -> JSONValue {
        let answer = try ask("GET", api + "get_openid_by_code?code=" + site.miniCode(person)).json()
        return try #require(answer["results"]?.elements?.first)
    }
}
