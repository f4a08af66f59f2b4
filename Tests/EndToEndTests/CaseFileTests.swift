import Crypto
import Foundation
import HTTPClient
import JSON
import Testing

/// Inputs that failed once, as people and programs sent them: the files of `Cases`, and what stands in no file.
@Suite("Inputs that failed once", .timeLimit(.minutes(3)))
struct CaseFileTests {
    private static let openid = "oMPdemo000000000000000000001"

    /// A case, its push sent now.
    private static func text(_ name: String) throws -> String {
        let path = Repository.root + "/Tests/EndToEndTests/Cases/" + name
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        return text.replacing("1795646000", with: "\(Int(Date().timeIntervalSince1970))")
            .replacing("1795646100", with: "\(Int(Date().timeIntervalSince1970))")
    }

    private static func path(_ name: String) -> String { Repository.root + "/Tests/EndToEndTests/Cases/" + name }

    @Test("Pushes with control characters are stored, and answered as any text")
    func controlCharacters() throws {
        let replies = Self.path("f15-replies-bom.json")
        let site = try Site(workers: 1, extra: "[messages]\nreplies_file = \(replies)")
        for (count, name) in ["f01-control-char.xml", "f01-control-char.json", "f01-numeric-control.xml"].enumerated() {
            let reply = try site.push(Self.text(name))
            #expect(reply.status == 200 && reply.text == "success", "\(name): \(reply.status) \(reply.text)")
            #expect(try site.number("SELECT COUNT(*) FROM inbox") == Int64(count + 1), "\(name)")
        }
        let help = try site.push(Push.text("帮助\u{3000}"))
        #expect(help.status == 200 && help.text.contains("<Content><![CDATA[x]]></Content>"), "\(help.text)")
    }

    @Test("Two cards of one second are two events, each once however often it comes")
    func cards() throws {
        let site = try Site(workers: 1)
        let cards = try [Self.text("f03-card-1.xml"), Self.text("f03-card-2.xml")]
        for card in cards + cards { #expect(try site.push(card).status == 200) }
        #expect(try site.number("SELECT COUNT(*) FROM inbox") == 2)
    }

    @Test(
        "Records as devices and Excel write them are imported",
        arguments: [
            ("f09-heart-72.5.jsonl", 1), ("f11-excel-true.csv", 2), ("f12-excel-blank-row.csv", 1),
            ("f12-excel-empty-columns.csv", 1),
        ])
    func records(name: String, count: Int64) throws {
        let site = try Site(workers: 1)
        let result = try site.wechatctl("records", "import", Self.path(name))
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try site.number("SELECT COUNT(*) FROM records") == count)
        #expect(try site.number("SELECT COUNT(*) FROM identities WHERE openid = '\(Self.openid)'") == 1)
        if name.hasPrefix("f11") { #expect(try site.number("SELECT SUM(has_paid) FROM records") == 1) }
        if name.hasPrefix("f09") { #expect(try site.number("SELECT heart_rate = 72.5 FROM records") == 1) }
    }

    @Test("A rule file that Notepad saved is read")
    func rulesOfNotepad() throws {
        let shipped = try Data(contentsOf: URL(fileURLWithPath: Repository.root + "/share/analysis/rules.json"))
        let path = "/tmp/rules-\(UUID().uuidString.prefix(6)).json"
        try (Data([0xEF, 0xBB, 0xBF]) + shipped).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let site = try Site(workers: 1, extra: "[measurements]\nanalysis_rules = \(path)")
        #expect(try site.wechatctl("config", "check").status == 0)
        try site.importRecords(of: "xiaoming", count: 1)
        let browser = Browser()
        try site.logIn(.measurements, browser)
        #expect(try site.records("GET", "measurements/1/analyze", browser)["ok"] == true)
        let float = try site.request(
            "POST", "/wx/api/payment",
            headers: [
                ("Content-Type", "application/json"), ("Cookie", "sid=\(browser.cookies["sid"] ?? "")"),
                ("Accept", "application/json"),
            ], body: #"{"record_id": 1.0}"#)
        #expect(try float.json()["ok"] == true, "\(float.text)")
        #expect(try site.number("SELECT has_paid FROM records WHERE record_id = 1") == 1)
    }

    @Test("A profile without openId, or with a control character in its name, is taken")
    func profiles() throws {
        let site = try Site(workers: 1)
        let path = "/boilerplate/api/v1/wechat-miniapp/user"
        let code = try site.miniCode("xiaoming")
        let token = try #require(try site.json("POST", path, ["code": .string(code)]).body["token"]?.string)
        let key = try #require(Base64.decode(try site.miniSessionKey("xiaoming")))
        for (name, shown) in [("新名", "新名"), ("新\u{14}名", "新名")] {
            let avatar = "https://thirdwx.qlogo.cn/a/132"
            let watermark: JSONValue = ["timestamp": 1_795_646_000, "appid": .string(Site.miniAppID)]
            let data: JSONValue = [
                "nickName": .string(name), "gender": 0, "avatarUrl": .string(avatar), "watermark": watermark,
            ]
            // As WeChat sends it: the control character as it is.
            let text = data.text.replacing("\\u0014", with: "\u{14}")
            let iv = [UInt8](repeating: 7, count: 16)
            let sealed = try AESCBC.encrypt(Array(text.utf8), key: key, iv: iv, padding: .pkcs7)
            let answer = try site.json(
                "PUT", path,
                ["encrypted_data": .string(Base64.encode(sealed)), "iv": .string(Base64.encode(iv))],
                token: "wechat \(token)")
            #expect(answer.status == 200, "\(answer.body.text)")
            let nickname = answer.body["user"]?["nickname"]?.string?.filter { $0 != "\u{14}" && $0 != "\u{FFFD}" }
            #expect(nickname == shown, "\(answer.body.text)")
        }
    }

    @Test(
        "Registration takes a number as a phone pastes it, and WeChat's unknown gender",
        arguments: [("\u{202D}13800000009\u{202C}", 1), ("13800000009", 0)])
    func registration(phone: String, gender: Int64) throws {
        let site = try Site(workers: 1)
        let exchange = try site.exchange("xiaoming")
        let answer = try site.json(
            "POST", "/miniprog/wx_auth/register",
            [
                "openid": exchange["openid"] ?? .null, "session_key": exchange["session_key"] ?? .null,
                "phone": .string(phone), "nickname": "小王", "birthday": "2000-02-29", "gender": .integer(gender),
            ])
        #expect(answer.status == 200, "\(answer.body.text)")
        #expect(try site.number("SELECT phone = '13800000009' FROM users") == 1)
        #expect(try site.number("SELECT stated_gender FROM users") == gender)
    }

    @Test("A page's address that was not encoded is signed byte for byte")
    func address() throws {
        let site = try Site(workers: 1, extra: "[jssdk]\nexplain = true")
        let page = "http://h5.example.com/%E4%B8%AD"
        let reply = try site.request("GET", "/wx/config?url=\(page)&callback=cb&explain=1")
        #expect(reply.text.hasPrefix("cb({") && reply.text.contains("url=\(page)\""), "\(reply.text)")
    }
}
