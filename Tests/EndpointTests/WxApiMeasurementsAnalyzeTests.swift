import FastCGI
import Foundation
import HTTP
import JSON
import Testing
import WeChat

@testable import EndpointRuntime
@testable import Measurements
@testable import People
@testable import wx_api_measurements
@testable import wx_api_measurements_analyze

@Suite("GET /wx/api/measurements/{record_id}/analyze", .timeLimit(.minutes(5)))
struct WxApiMeasurementsAnalyzeTests {
    private static func answer(_ site: LoginSite, _ id: Int = 1) throws -> Answer {
        let endpoint = RecordEndpoint(
            type: WxApiMeasurementsAnalyze.self, method: "GET", path: "/wx/api/measurements/\(id)/analyze", page: "")
        return endpoint.answer(site, endpoint.request(cookie: try site.loggedIn(.measurements)))
    }

    @Test("is the report, whose id and tags stay")
    func report() throws {
        let site = try LoginSite()
        try site.addRecord(c0: 9, #""gender":"female","birthday":"1990-01-31""#)
        let data = try Self.answer(site).data()
        guard case .object(let members) = data else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.name) == ["report_version", "report_id", "content", "report_content"])
        #expect(data["report_version"] == "1.0" && data["content"] == data["report_content"])
        #expect(
            data["content"]?["user_profile"]?["gender"] == 1 && data["content"]?["user_profile"]?["nickname"] == "小明")
        #expect(data["content"]?["user_profile"]?["age"] == 28)
        #expect(try Self.answer(site).data() == data)
        let record = try #require(try site.record(1))
        #expect(record.reportID == data["report_id"]?.string)
        #expect(record.tags == data["content"]?["tags"]?.text)
        let list = site.answer(
            WxApiMeasurements.self, .get(WxApiMeasurements.self, cookie: try site.loggedIn(.measurements)))
        #expect(try list.data().elements?.first?["tags"] == data["content"]?["tags"])
    }

    @Test("of another record is another")
    func others() throws {
        let site = try LoginSite()
        try site.addRecord(c0: 10)
        try site.addRecord(c0: -10)
        let (first, second) = (try Self.answer(site, 1).data(), try Self.answer(site, 2).data())
        #expect(first["report_id"] != second["report_id"])
        #expect(first["content"]?["tags"] != second["content"]?["tags"])
    }

    @Test(
        "is 3001 when the engine is late and 3000 when it fails, in time; the record stays as it is",
        arguments: [
            ("sleep 60", 3001), ("exec yes", 3000), ("exit 1", 3000), ("kill -9 $$", 3000), ("echo nonsense", 3000),
            ("", 3000),
        ])
    func engines(script: String, code: Int64) throws {
        let folder = "/tmp/wee-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "#!/bin/sh\n\(script)\n".write(toFile: folder + "/engine", atomically: true, encoding: .utf8)
        let site = try LoginSite(
            extra: "[measurements]\nanalysis_command = /bin/sh \(folder)/engine\nanalysis_timeout = 0.5\n")
        try site.addRecord()
        let before = try site.record(1)
        let start = Date()
        let answer = try Self.answer(site)
        #expect(Date().timeIntervalSince(start) < 2.5)
        answer.expectFailure(code)
        #expect(try site.record(1) == before)
        #expect(answer.log?.contains("analysis command") == true && !answer.bodyText.contains("engine"))
    }

    @Test("is 3000 when the rules have faults or the command is not there, and the log names what")
    func notConfigured() throws {
        for (setting, named) in [
            ("analysis_rules = /absent/rules.json", "/absent/rules.json"),
            ("analysis_command = /absent/engine", "/absent/engine"),
        ] {
            let site = try LoginSite(extra: "[measurements]\n\(setting)\n")
            try site.addRecord()
            let answer = try Self.answer(site)
            answer.expectFailure(3000)
            #expect(answer.log?.contains(named) == true && !answer.bodyText.contains("/absent"), "\(answer.log ?? "")")
        }
    }
}
