import Foundation
import HTTPClient
import JSON
import Synchronization
import Testing

@Suite("A mini program's user", .timeLimit(.minutes(2)))
struct MiniProgramTests {
    static let url = "/boilerplate/wechat/api/v1/wechat-miniapp/user"

    @Test("logs in by code, updates the profile and reads it, under both prefixes")
    func wholeFlow() throws {
        let site = try Site(workers: 1)
        for url in [Self.url, "/boilerplate/api/v1/wechat-miniapp/user"] {
            let login = try site.json("POST", url, ["code": .string(try site.miniCode("emoji"))])
            #expect(login.status == 200 && login.body["error_code"] == .integer(0))
            let token = try #require(login.body["token"]?.string)
            #expect(!token.contains(try site.miniOpenid("emoji")))
            let data = try site.miniUserData("emoji")
            let change: JSONValue = ["iv": data["iv"] ?? .null, "encrypted_data": data["encryptedData"] ?? .null]
            let updated = try site.json("PUT", url, change, token: "wechat \(token)")
            #expect(updated.status == 200, "\(updated.body.text)")
            #expect(updated.body["user"]?["nickname"]?.string?.contains("🐼") == true)
            #expect(updated.body["user"]?["gender"] == .integer(2))
            let read = try site.json("GET", url, token: token)
            #expect(read.body == updated.body)
            let plain = try site.json("PUT", url, ["nickname": "新名字"], token: "WeChat \(token)")
            #expect(plain.body["user"]?["nickname"]?.string == "新名字")
        }
        #expect(try site.number("SELECT count(*) FROM users") == 1)
    }

    @Test("is refused for what is wrong with code, token or data, in the document's codes")
    func refusals() throws {
        let site = try Site(workers: 1)
        let code = try site.miniCode("xiaoming")
        let login = try site.json("POST", Self.url, ["code": .string(code)])
        let token = "wechat \(try #require(login.body["token"]?.string))"
        try expect(site.json("POST", Self.url, ["code": .string(code)]), 400, 12106)
        try expect(site.json("POST", Self.url, ["code": "no-such-code"]), 400, 12106)
        try expect(site.json("POST", Self.url, [:]), 400, 10003)
        try expect(site.json("PUT", Self.url, [:]), 400, 12104)
        try expect(site.json("PUT", Self.url, ["nickname": "x"], token: "wechat nonsense"), 400, 12102)
        let unknown = String(repeating: "0", count: 64)
        try expect(site.json("GET", Self.url, token: "wechat \(unknown)"), 400, 12103)
        try expect(site.json("PUT", Self.url, [:], token: token), 400, 10003)
        let old = try site.miniUserData("xiaoming")
        for (field, value) in [("watermark_appid", "wx1111111111111111"), ("openid", "o-somebody-else")] {
            let data = try site.miniUserData("xiaoming", [field: .string(value)])
            try expect(put(data, site, token), 400, 12108)
        }
        // A second wx.login replaces the session_key: what the first one's encrypted is lost, and nothing crashes.
        _ = try site.json("POST", Self.url, ["code": .string(try site.miniCode("xiaoming"))])
        try expect(put(old, site, token), 400, 12108)
        #expect(try put(site.miniUserData("xiaoming"), site, token).status == 200)
        try site.execute("UPDATE sessions SET expires_at = unixepoch()")
        try expect(site.json("GET", Self.url, token: token), 405, 12101)
        try site.fail("/sns/jscode2session", "errcode:45011")
        try expect(site.json("POST", Self.url, ["code": "x"]), 400, 12107)
        try site.fail("/sns/jscode2session", "html_500", times: -1)
        try expect(site.json("POST", Self.url, ["code": "x"]), 504, 10001)
    }

    @Test("that logs in eight times at once for the first time is one user")
    func simultaneousLogins() throws {
        let site = try Site(workers: 8)
        let codes = try (0..<8).map { _ in try site.miniCode("loner") }
        let statuses = Mutex<[Int]>([])
        let url = site.address + Self.url
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            let reply = try? Browser().post(url, [("code", codes[index])])
            statuses.withLock { $0.append(reply?.status ?? 0) }
        }
        #expect(statuses.withLock { $0 } == Array(repeating: 200, count: 8))
        #expect(try site.number("SELECT count(*) FROM users") == 1)
    }

    @Test("with the same unionid as a follower is one user, whose phone and sessions stay")
    func merge() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        // Not bound to the Open Platform yet: nobody knows the unionid.
        try site.simulator("POST", "account", ["appid": .string(Site.miniAppID), "open_platform": false])
        let openid = try #require(try site.exchange("xiaoming")["openid"]?.string)
        let registered = try site.json(
            "POST", "/miniprog/wx_auth/register", ["openid": .string(openid), "phone": "13800138000"])
        #expect(registered.status == 200)
        let token = try #require(registered.body["results"]?.elements?.first?["token"]?.string)
        try site.logIn(.officialAccount, browser, person: "xiaoming")
        #expect(try site.number("SELECT count(*) FROM users") == 2)
        try site.simulator("POST", "account", ["appid": .string(Site.miniAppID), "open_platform": true])
        _ = try site.exchange("xiaoming")
        #expect(try site.number("SELECT count(*) FROM users") == 1)
        #expect(try site.number("SELECT count(*) FROM user_merges") == 1)
        let login = try site.json("POST", "/miniprog/wx_auth/login", token: "jwt \(token)")
        #expect(login.body["results"]?.elements?.first?["account"]?["phone"]?.string == "13800138000")
        #expect(try browser.get(site.address + "/2020/wechat/auth/user/openid").status == 200)
    }

    private func put(_ data: JSONValue, _ site: Site, _ token: String) throws -> (status: Int, body: JSONValue) {
        let change: JSONValue = ["iv": data["iv"] ?? .null, "encryptedData": data["encryptedData"] ?? .null]
        return try site.json("PUT", Self.url, change, token: token)
    }

    private func expect(_ answer: (status: Int, body: JSONValue), _ status: Int, _ code: Int64) {
        #expect(answer.status == status, "\(answer.body.text)")
        #expect(answer.body["error_code"] == .integer(code))
        #expect(answer.body["error_message"]?.string?.isEmpty == false)
    }
}
