import Foundation
import HTTPClient
import JSON
import Testing

@Suite("A shared report", .timeLimit(.minutes(3)))
struct ShareTests {
    /// Somebody who is logged in and has one measurement, of which there is much to say.
    private static func owner(_ site: Site, paid: Bool = false) throws -> Browser {
        try site.importRecords(of: "xiaoming", count: 1, remark: "my-remark", paid: paid)
        let browser = Browser()
        try site.logIn(.measurements, browser)
        return browser
    }

    private static func token(_ site: Site, _ owner: Browser, _ query: String = "") throws -> String {
        try #require(try site.records("GET", "measurements/1/token" + query, owner)["data"]?["token"]?.string)
    }

    private static func read(_ site: Site, _ token: String) throws -> JSONValue {
        try site.records("GET", "measurements/token/\(token)/analyze")
    }

    @Test("is read without a login until it is revoked or ends, and is in no log")
    func life() throws {
        let site = try Site(workers: 2, extra: "[log]\nrequests = true\n")
        let owner = try Self.owner(site)
        let first = try Self.token(site, owner)
        #expect(try Self.read(site, first)["data"]?["content"]?["record_id"] == 1)
        for _ in 0..<2 { #expect(try site.records("DELETE", "measurements/1/token", owner)["data"] == [:]) }
        let gone = try Self.read(site, first)
        #expect(gone["error"]?["code"] == 2002)
        let second = try Self.token(site, owner)
        #expect(second != first)
        #expect(try Self.read(site, second)["ok"] == true)

        let list = try site.wechatctl("shares", "list")
        #expect(list.status == 0 && list.output.split(separator: "\n").count == 2 && !list.output.contains(second))
        #expect(try site.wechatctl("shares", "list", "--record", "2").output == "no shares\n")
        let ended = try site.wechatctl("shares", "revoke", "--record", "1")
        #expect(ended.status == 0 && ended.output == "ended 1 share\n")
        #expect(try Self.read(site, second)["error"]?["code"] == 2002)

        let third = try Self.token(site, owner)
        let script = "printf %s \"$2\" | \"$0\" shares revoke --token - --config \"$1\""
        let link = site.address + "/app.html#/shared?token=\(third)"
        let program = Repository.root + "/bin/wechatctl"
        let piped = try Command.run("/bin/bash", ["-c", script, program, site.configuration, link])
        #expect(piped.output == "ended 1 share\n", "\(piped.errors)")
        #expect(try Self.read(site, third)["error"]?["code"] == 2002)

        let fourth = try Self.token(site, owner)
        try site.execute("UPDATE record_shares SET expires_at = unixepoch()")
        #expect(try Self.read(site, fourth)["error"]?["code"] == 2002)
        #expect(try Self.token(site, owner) != fourth)
        try site.execute("UPDATE record_shares SET expires_at = unixepoch() - 1")
        #expect(try site.wechatctl("refresh").output.contains(" 1 shares"))

        for token in [first, second, third, fourth] {
            for path in ["%74oken/\(token)/analyze", "token/\(token)/analyze/", "token/\(token)", "/token/\(token)/x"] {
                _ = try site.get("/wx/api/measurements/" + path)
            }
            for method in ["HEAD", "POST", "OPTIONS"] {
                _ = try site.request(method, "/wx/api/measurements/token/\(token)/analyze")
            }
            let cgi = try site.startCGI(
                "wx-api-measurements-shared", query: "",
                extra: ["SCRIPT_NAME": "/wx/api/measurements/token/\(token)/analyze"]
            ).finish()
            #expect(cgi.output.contains("2002") && !(cgi.output + cgi.errors).contains(token))
        }
        let logs = try site.logs()
        #expect(logs.contains("/measurements/token/...") && logs.contains("wx-api-measurements-shared level=warning"))
        for token in [first, second, third, fourth] { #expect(!logs.contains(token)) }
    }

    @Test("shows of its owner what the owner chose, and of a report that is not paid for what there is to see")
    func content() throws {
        let site = try Site(workers: 1)
        let owner = try Self.owner(site)
        let own = try site.records("GET", "measurements/1/analyze", owner)
        let plain = try Self.read(site, Self.token(site, owner))
        let named = try Self.read(site, Self.token(site, owner, "?show=birthday,remark,user_id"))
        let content = try #require(plain["data"]?["content"])
        #expect(content["user_profile"]?["nickname"] == "王小明" && content["remark"] == "")
        #expect(content["user_profile"]?["birthday"] == .null && content["user_profile"]?["user_id"] == .null)
        #expect(!plain.text.contains("1990-01-31") && !plain.text.contains("my-remark"))
        #expect(named["data"] == own["data"])
        for report in [own, plain, named] {
            let content = try #require(report["data"]?["content"])
            #expect(content["lead"]?.elements?.isEmpty == false && content["tags"]?.elements?.isEmpty == false)
            #expect(content["channels_and_collaterals_explains"] == [] && content["factor_explains"] == [])
            #expect(content["physical_therapy_explain"]?["f2"] == 0)
        }
        #expect(try site.records("POST", "payment", owner, ["record_id": 1])["ok"] == true)
        let whole = try Self.read(site, Self.token(site, owner))["data"]?["content"]
        #expect(whole?["channels_and_collaterals_explains"]?.elements?.isEmpty == false)
        #expect(try site.records("GET", "measurements/1/token?show=phone", owner)["error"]?["code"] == 2002)
    }
}
