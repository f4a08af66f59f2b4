import Foundation
import HTTPClient
import JSON
import Testing

extension AnswerLog {
    /// The answers of boilerplate, document 000. Its gateway is with the others.
    func askBoilerplate() throws {
        for prefix in ["/boilerplate/wechat/api/v1/", "/boilerplate/api/v1/"] {
            try askMiniProgram(prefix + "wechat-miniapp/user")
            try askForBoilerplateLogins(prefix + "wechat-mp/")
        }
        let index = "/boilerplate/wechat/mp/index"
        let person = Browser()
        try logIn(.boilerplate, person)
        try visit(index, person)
        try ask("GET", index)
        try site.execute("ALTER TABLE sessions RENAME TO lost_sessions")
        try visit(index, person)
    }

    private func askMiniProgram(_ path: String) throws {
        let code = try site.miniCode("emoji")
        let token = try #require(try ask("POST", path, ["code": .string(code)]).json()["token"]?.string)
        let login = [("Authorization", "wechat \(token)")]
        let long = JSONValue.string(String(repeating: "a", count: 140_000))
        for body: JSONValue in [["code": .string(code)], [:], ["code": long]] { try ask("POST", path, body) }
        for fault in ["errcode:45011", "errcode:40013", "errcode:48001", "html_500"] {
            try failing("/sns/jscode2session", fault) { try ask("POST", path, ["code": .string(path + fault)]) }
        }
        let data = try site.miniUserData("emoji")
        let encrypted: JSONValue = ["iv": data["iv"] ?? .null, "encrypted_data": data["encryptedData"] ?? .null]
        let plain: JSONValue = ["nickname": "新名字", "gender": 2]
        let bad: JSONValue = ["iv": "AAAA", "encrypted_data": "AAAA"]
        for body in [encrypted, plain, bad, [:], ["nickname": long]] { try ask("PUT", path, body, headers: login) }
        try ask("GET", path, headers: login)
        for token in ["x", String(repeating: "0", count: 64)] { try ask("GET", path, headers: [("token", token)]) }
        try ask("PUT", path, plain)
        for state in ["revoked_at = unixepoch()", "revoked_at = NULL, expires_at = unixepoch()"] {
            try site.execute("UPDATE sessions SET \(state)")
            try ask("GET", path, headers: login)
            try ask("PUT", path, plain, headers: login)
        }
    }

    private func askForBoilerplateLogins(_ path: String) throws {
        let browser = Browser()
        try finish(visit(path + "authorize?redirect=%2F", browser), browser)
        try finish(visit(path + "authorize", browser), browser, "refuse")
        try failing("/sns/oauth2/access_token", "html_500") {
            try finish(visit(path + "authorize", browser), browser)
        }
        try ask("GET", path + "authorize?next=https%3A%2F%2Felsewhere.example")
        for query in ["", "?code=x&state=\(String(repeating: "a", count: 43))1"] {
            try ask("GET", path + "callback" + query)
        }
    }
}
