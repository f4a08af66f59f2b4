import Foundation
import HTTPClient
import JSON
import Testing

@Suite("The wx-auth API", .timeLimit(.minutes(2)))
struct WxAuthTests {
    static let api = "/miniprog/wx_auth/"

    @Test("leads from the first code to a registered account by each of the three ways to a phone number")
    func registration() throws {
        let site = try Site(workers: 1)
        for way in ["typed", "old form", "new form"] {
            let person = ["typed": "xiaoming", "old form": "emoji", "new form": "stranger"][way] ?? ""
            let exchange = try site.exchange(person)
            let openid = try #require(exchange["openid"]?.string)
            let handle = try #require(exchange["session_key"]?.string)
            #expect(
                exchange["is_registered"] == .bool(false) && exchange["account"] == .null && exchange["token"] == .null)
            #expect(!handle.contains(try site.miniSessionKey(person)))
            let phone = try site.miniPhone(person)
            var fields: [JSONValue.Member] = [
                .init("openid", .string(openid)), .init("session_key", .string(handle)), .init("nickname", "小王"),
                .init("birthday", "2000-02-29"), .init("gender", 1),
            ]
            switch way {
            case "typed": fields.append(.init("phone", "138 0013-8000"))
            case "old form":
                fields += [
                    .init("encrypted_phone", phone["encryptedData"] ?? .null), .init("iv", phone["iv"] ?? .null),
                ]
            default: fields.append(.init("phone_code", phone["code"] ?? .null))
            }
            let answer = try site.json("POST", Self.api + "register", .object(fields))
            #expect(answer.status == 200, "\(way): \(answer.body.text)")
            let account = answer.body["results"]?.elements?.first?["account"]
            #expect(account?["is_register"] == .bool(true))
            #expect(account?["birthday"]?.string == "2000-02-29")
            #expect(account?["username"]?.string == "小王")
            #expect(account?["phone"]?.string?.isEmpty == false)
            let isVerified = try site.number("SELECT is_phone_verified FROM users ORDER BY id DESC LIMIT 1")
            #expect(isVerified == (way == "new form" ? 1 : 0), "\(way)")
            let again = try site.exchange(person)
            #expect(again["is_registered"] == .bool(true) && again["token"]?.string != nil)
            let known = try site.json("GET", Self.api + "is_openid_registered?openid=\(openid)")
            #expect(known.body["results"]?.elements?.first?["is_registered"] == .bool(true))
        }
        #expect(try site.calls("/wxa/business/getuserphonenumber") == 1)
    }

    @Test("logs in by token with an empty body, and by openid with proof only")
    func login() throws {
        let site = try Site(workers: 1)
        let openid = try #require(try site.exchange("xiaoming")["openid"]?.string)
        let first = try site.json("POST", Self.api + "login", ["openid": .string(openid), "wx_nickname": "王"])
        let token = try #require(first.body["results"]?.elements?.first?["token"]?.string)
        let byToken = try site.json("POST", Self.api + "login", token: "jwt \(token)")
        #expect(byToken.status == 200)
        #expect(byToken.body["results"]?.elements?.first?["account"]?["wx_nickname"]?.string == "王")
        #expect(try site.json("POST", Self.api + "login", token: "Bearer \(token)").status == 200)
        try site.execute("UPDATE mini_sessions SET proved_at = proved_at - 601")
        for body: JSONValue in [["openid": .string(openid)], ["openid": .string(openid), "session_key": "forged"]] {
            let answer = try site.json("POST", Self.api + "login", body)
            #expect(answer.status == 403 && answer.body["code"] == .integer(3), "\(answer.body.text)")
            #expect(answer.body["results"] == [])
        }
        let handle = try #require(try site.exchange("xiaoming")["session_key"]?.string)
        try site.execute("UPDATE mini_sessions SET proved_at = proved_at - 601")
        let withHandle: JSONValue = ["openid": .string(openid), "session_key": .string(handle)]
        #expect(try site.json("POST", Self.api + "login", withHandle).status == 200)
        #expect(try site.wechatctl("users", "revoke", openid).status == 0)
        #expect(try site.json("POST", Self.api + "login", token: "jwt \(token)").body["code"] == .integer(3))
        #expect(try site.json("POST", Self.api + "login", withHandle).body["code"] == .integer(3))
    }

    @Test("ends what leads back in together with the sessions, in every process")
    func revoked() throws {
        let site = try Site(workers: 1)
        let exchange = try site.exchange("xiaoming")
        let login: JSONValue = ["openid": exchange["openid"] ?? .null]
        let withHandle: JSONValue = [
            "openid": exchange["openid"] ?? .null, "session_key": exchange["session_key"] ?? .null,
        ]
        #expect(try site.json("POST", Self.api + "login", login).status == 200)
        #expect(try site.json("POST", Self.api + "login", login).body["code"] == 3, "an exchange is good once")
        #expect(try site.json("POST", Self.api + "login", withHandle).status == 200)
        _ = try site.exchange("xiaoming")
        let openid = exchange["openid"]?.string ?? ""
        let ended = try site.wechatctl("sessions", "revoke", "--openid", openid)
        #expect(ended.status == 0 && ended.output.contains("ended 2 sessions, and the login proofs of 1 person"))
        for body in [login, withHandle] {
            #expect(try site.json("POST", Self.api + "login", body).body["code"] == 3, "\(body)")
        }
    }

    @Test("lets a bare openid in when the operator says so, and warns of it at start")
    func openLogin() throws {
        let site = try Site(workers: 1, extra: "[login]\nopenid_login = open")
        let answer = try site.json("POST", Self.api + "login", ["openid": "o-anybody"])
        #expect(answer.status == 200)
        let log = try site.logs()
        #expect(log.contains("wx-auth-login: warning: [login] openid_login = open"))
    }

    @Test("wants the handle itself when the operator says so")
    func handleOnly() throws {
        let site = try Site(workers: 1, extra: "[login]\nopenid_login = handle")
        let exchange = try site.exchange("xiaoming")
        let openid = exchange["openid"] ?? .null
        let bare = try site.json("POST", Self.api + "login", ["openid": openid])
        #expect(bare.status == 403 && bare.body["code"] == .integer(3))
        let handle = exchange["session_key"] ?? .null
        #expect(try site.json("POST", Self.api + "login", ["openid": openid, "session_key": handle]).status == 200)
    }

    @Test("knows a person of the official account by the unionid, from the first login on")
    func unionid() throws {
        let site = try Site(workers: 1)
        try site.logIn(.officialAccount, Browser(), person: "emoji")
        let openid = try site.exchange("emoji")["openid"] ?? .null
        // The first login of the official account knows no unionid yet when it asks for no profile.
        let body: JSONValue = ["openid": openid, "phone": "13800138000"]
        let first = try site.json("POST", Self.api + "register", body).body["results"]?.elements?.first
        #expect(try site.number("SELECT count(*) FROM users") == 1)
        let again = try site.exchange("emoji")
        #expect(again["account"]?["id"] == first?["account"]?["id"])
        let login = try site.json("POST", Self.api + "login", token: "jwt \(again["token"]?.string ?? "")")
        #expect(login.body["results"]?.elements?.first?["account"]?["id"] == first?["account"]?["id"])
    }

    @Test("answers what cannot be used with 403 and the envelope, never with 500")
    func badInput() throws {
        let site = try Site(workers: 1)
        let exchange = try site.exchange("xiaoming")
        let openid = JSONValue.string(try #require(exchange["openid"]?.string))
        let bad: [(String, JSONValue)] = [
            ("birthday", "2001-02-29"), ("birthday", "yesterday"), ("birthday", "2999-01-01"), ("birthday", 20000101),
            ("gender", 7), ("gender", "male"), ("gender", true), ("gender", ["a"]),
            ("phone", .string(String(repeating: "1", count: 10_000))), ("phone", "abc"), ("phone", ["1"]),
            ("nickname", .string(String(repeating: "王", count: 65))), ("nickname", ["x": 1]),
            ("encrypted_phone", "!!!"), ("phone_code", "no-such-code"), ("openid", ["o"]),
            ("openid", .null), ("openid", ""),
        ]
        for (name, value) in bad {
            var fields: [JSONValue.Member] = [.init("openid", openid), .init("phone", "13800138000")]
            fields.removeAll { $0.name == name }
            let answer = try site.json("POST", Self.api + "register", .object(fields + [.init(name, value)]))
            #expect(answer.status == 403, "\(name) \(value.text.prefix(40)): \(answer.body.text)")
            #expect([1, 2, 3].contains(answer.body["code"]?.integer ?? 0))
            #expect(answer.body["detail"]?.string?.hasPrefix("注册失败") == true)
            #expect(answer.body["results"] == [])
        }
        for body in ["[]", "{", "\"x\"", "null", String(repeating: "[", count: 10_000)] {
            let reply = try site.request("POST", Self.api + "login", body: body)
            #expect(reply.status == 403, "\(body.prefix(10))")
        }
        for path in [
            "get_openid_by_code", "get_openid_by_code?code=", "get_openid_by_code?code=x", "is_openid_registered",
        ] {
            let answer = try site.json("GET", Self.api + path)
            #expect(answer.status == 403 && answer.body["detail"]?.string?.hasPrefix("查询失败") == true)
        }
        try site.fail("/sns/jscode2session", "reset", times: -1)
        let down = try site.json("GET", Self.api + "get_openid_by_code?code=y")
        #expect(down.status == 500 && down.body["code"] == .integer(500))
        #expect(try site.number("SELECT count(*) FROM users") == 0)
    }

    @Test("spends a phone code once, for whoever asked first")
    func phoneCodes() throws {
        let site = try Site(workers: 1)
        let openid = try #require(try site.exchange("xiaoming")["openid"]?.string)
        let other = try #require(try site.exchange("emoji")["openid"]?.string)
        let code = try #require(try site.miniPhone("xiaoming")["code"]?.string)
        let body: JSONValue = ["openid": .string(openid), "phone_code": .string(code)]
        for _ in 0..<2 {
            #expect(try site.json("POST", Self.api + "register", body).status == 200)
            _ = try site.exchange("xiaoming")
        }
        let stolen: JSONValue = ["openid": .string(other), "phone_code": .string(code)]
        let answer = try site.json("POST", Self.api + "register", stolen)
        #expect(answer.status == 403 && answer.body["code"] == .integer(1))
        #expect(try site.calls("/wxa/business/getuserphonenumber") == 1)
        // Nor is an unspent one anybody else's.
        let unspent = try #require(try site.miniPhone("xiaoming")["code"]?.string)
        let early: JSONValue = ["openid": .string(other), "phone_code": .string(unspent)]
        #expect(try site.json("POST", Self.api + "register", early).body["code"] == .integer(1))
        // A typed number does not take a verified one's place.
        let typed: JSONValue = ["openid": .string(openid), "phone": "13900000000"]
        let again = try site.json("POST", Self.api + "register", typed)
        #expect(again.body["results"]?.elements?.first?["account"]?["phone"]?.string != "13900000000")
    }

    @Test("keeps session keys, tokens and handles out of the database, the logs and the answers")
    func nothingInClear() throws {
        let site = try Site(workers: 1, extra: "[log]\nrequests = true")
        let exchange = try site.exchange("xiaoming")
        let handle = try #require(exchange["session_key"]?.string)
        let sessionKey = try site.miniSessionKey("xiaoming")
        let body: JSONValue = ["openid": exchange["openid"] ?? .null, "phone": "13800138000"]
        let answer = try site.json("POST", Self.api + "register", body)
        let token = try #require(answer.body["results"]?.elements?.first?["token"]?.string)
        let login = try site.json("POST", MiniProgramTests.url, ["code": .string(try site.miniCode("emoji"))])
        let opaque = try #require(login.body["token"]?.string)
        let bytes = String(decoding: site.databaseBytes(), as: UTF8.self)
        let log = try site.logs()
        let keys = try ["sealing", "jwt"].map {
            try String(contentsOfFile: "\(site.folder)/state/keys/\($0).json", encoding: .utf8)
        }
        let keyTexts = keys.flatMap { $0.split(separator: "\"").map(String.init).filter { $0.count == 64 } }
        #expect(keyTexts.count == 2)
        for secret in [sessionKey, handle, token, opaque] + keyTexts {
            #expect(!bytes.contains(secret))
            #expect(!log.contains(secret))
        }
        for text in [exchange.text, answer.body.text, login.body.text] { #expect(!text.contains(sessionKey)) }
        #expect(try site.wechatctl("keys", "list").output.contains("in use"))
        #expect(try site.wechatctl("keys", "rotate", "jwt").status == 0)
        #expect(try site.json("POST", Self.api + "login", token: "jwt \(token)").status == 200, "old tokens stay good")
    }
}
