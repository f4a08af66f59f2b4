import Foundation
import HTTPClient
import JSON
import Testing

@Suite("Measurements", .timeLimit(.minutes(3)))
struct MeasurementsTests {
    @Test("are imported, listed, analyzed, remarked, paid for and shared, from a login on")
    func wholeStory() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let refused = try site.records("GET", "measurements")
        #expect(refused["ok"] == false && refused["error"]?["code"] == 1200)
        let entrance = try #require(refused["redirect"]?.string)
        #expect(entrance.hasPrefix(site.address + "/wx/oauth?redirect="))
        let authorize = try #require(try browser.get(entrance).location)
        let landed = try browser.get(site.decide(authorize, browser))
        let page = try #require(landed.location)
        #expect(page.hasPrefix(site.address + "/app.html?random=") && page.hasSuffix("#/history"))

        let openid = try site.openid("xiaoming")
        let lines =
            Site.recordLine(openid, second: 27, c0: 9) + Site.recordLine("somebody-else")
            + Site.recordLine(openid, second: 28, c0: -9)
        let imported = try site.wechatctl("records", "import", site.recordFile(lines))
        #expect(imported.status == 0 && imported.output == "imported 3 records, 1 new user\n", "\(imported.errors)")

        let list = try #require(try site.records("GET", "measurements", browser)["data"]?.elements)
        #expect(list.map { $0["record_id"]?.integer } == [3, 1])
        let first = try site.records("GET", "measurements/1/analyze", browser)["data"]
        let second = try site.records("GET", "measurements/3/analyze", browser)["data"]
        #expect(first?["content"]?["user_profile"]?["nickname"] == "王小明")
        #expect(first?["report_id"]?.string?.isEmpty == false && first?["report_id"] != second?["report_id"])
        #expect(first?["content"]?["tags"] != second?["content"]?["tags"])

        #expect(try site.records("PUT", "measurements/1/remark", browser, ["remark": "晨 🌅"])["data"] == [:])
        for _ in 0..<2 { #expect(try site.records("POST", "payment", browser, ["record_id": 1])["data"] == [:]) }
        let changed = try #require(try site.records("GET", "measurements", browser)["data"]?.elements?.last)
        #expect(changed["remark"] == "晨 🌅" && changed["has_paid"] == true)
        #expect(changed["tags"] == first?["content"]?["tags"])

        let token = try #require(try site.records("GET", "measurements/1/token", browser)["data"]?["token"]?.string)
        let shared = try site.records("GET", "measurements/token/\(token)/analyze")["data"]
        #expect(shared?["report_id"] == first?["report_id"] && shared?["content"]?["remark"] == "")
        #expect(try site.records("GET", "measurements/token/\(token)x/analyze")["error"]?["code"] == 2002)

        var answers: Set<String> = []
        for id in [2, 4] {
            for (method, path) in [("GET", "analyze"), ("GET", "token"), ("PUT", "remark")] {
                var answer = try site.records(method, "measurements/\(id)/\(path)", browser, ["remark": "x"])
                #expect(answer["error"]?["code"] == 2002)
                answer = answer["error"] ?? .null
                answers.insert(answer.text)
            }
            answers.insert(try site.records("POST", "payment/\(id)", browser)["error"]?.text ?? "")
        }
        #expect(answers.count == 1, "\(answers)")
        #expect(try !site.logs().contains(token), "no log holds a share token")
    }

    @Test("have no other paths: 404 in the API's shape")
    func noSuchPath() throws {
        let site = try Site(workers: 1)
        let paths = [
            "", "x", "measurements/", "measurements/1", "measurements/1/x", "measurements/1/2/remark", "payment/1/2",
            "payments",
        ]
        for path in paths {
            let reply = try site.get("/wx/api/" + path)
            #expect(reply.status == 404 && reply.header("Content-Type") == "application/json; charset=utf-8", "\(path)")
            let json = try reply.json()
            #expect(json["ok"] == false && json["error"]?["code"] == -1 && json["data"] == [:], "\(path)")
            #expect(json["cid"]?.string?.isEmpty == false)
        }
    }

    @Test("send a page visit without a session to WeChat and back to the report's page")
    func visit() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        let visit = try browser.get(site.address + "/wx/api/measurements/5/analyze", headers: [("Accept", "text/html")])
        #expect(visit.status == 302)
        let landed = try browser.get(site.decide(#require(visit.location), browser))
        let page = try #require(landed.location)
        #expect(page.hasPrefix(site.address + "/app.html?random=") && page.hasSuffix("#/analysisreport?record_id=5"))
        #expect(try site.records("GET", "measurements", browser)["data"] == [])
    }

    static let engines: [(what: String, script: String, code: Int64)] = [
        ("hangs", "sleep 1000", 3001), ("floods", "exec yes", 3000), ("dies", "kill -9 $$", 3000),
        ("says nonsense", "echo nonsense", 3000),
        ("answers and hangs", "echo '{}'; sleep 1000", 3001),
    ]

    @Test(
        "with an engine that fails answer in time, kill all it started, and keep the record", arguments: engines.indices
    )
    func engine(index: Int) throws {
        let (_, script, code) = Self.engines[index]
        let path = "/tmp/we-\(UUID().uuidString.prefix(8))"
        defer { for suffix in ["", ".pids"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        let text = "#!/bin/sh\ncat > /dev/null\nsleep 1000 &\necho \"$$ $!\" >> \(path).pids\n\(script)\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let site = try Site(
            workers: 1, extra: "[measurements]\nanalysis_command = /bin/sh \(path)\nanalysis_timeout = 1\n")
        let browser = Browser()
        try site.logIn(.measurements, browser)
        _ = try site.wechatctl("records", "import", site.recordFile(Site.recordLine(try site.openid("xiaoming"))))
        let before = try site.wechatctl("records", "show", "1").output
        let start = Date()
        let answer = try site.records("GET", "measurements/1/analyze", browser)
        #expect(Date().timeIntervalSince(start) < 1 + 2)
        #expect(answer["ok"] == false && answer["error"]?["code"]?.integer == code, "\(answer.text)")
        #expect(try site.wechatctl("records", "show", "1").output == before && before.contains("report_id  "))
        #expect(try site.number("SELECT COUNT(*) FROM records WHERE tags = '' AND report_id IS NULL") == 1)
        let pids = try String(contentsOfFile: path + ".pids", encoding: .utf8).split { " \n".contains($0) }.compactMap {
            pid_t($0)
        }
        #expect(pids.count == 2)
        for pid in pids { #expect(Self.isGone(pid), "process \(pid) was left behind") }
        #expect(try site.records("GET", "measurements", browser)["data"]?.elements?.count == 1)
    }

    /// Whether a process has ended, or does within a second.
    private static func isGone(_ pid: pid_t) -> Bool {
        for _ in 0..<100 {
            let status = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
            if status.isEmpty || status.contains(") Z ") { return true }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return false
    }
}
