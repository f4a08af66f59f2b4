import JSON
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import RecordTransfer
@testable import WeChat

@Suite("A measured number")
struct MeasuredNumberTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting() }

    private static let measured = recordLine([
        "heart_rate": .real(72.5), "app_heart_rate": .real(71), "app_highest_heart_rate": .real(90.125),
        "app_lowest_heart_rate": JSONValue.null, "height": .real(170.5), "weight": .real(60.25), "has_paid": true,
    ])

    @Test("is kept as given, and answered as a number")
    func kept() throws {
        try site.add(Self.measured)
        let record = try #require(try site.database.record(1))
        #expect(record.heartRates == HeartRates(measured: 72.5, app: 71, appHighest: 90.125, appLowest: nil))
        #expect(record.listed.text.contains(#""app_heart_rate":71,"heart_rate":72.5,"#))
        let types =
            "SELECT group_concat(typeof(heart_rate) || typeof(app_heart_rate) || typeof(app_lowest_heart_rate)) FROM records"
        #expect(try site.value(types) == "realintegernull")
    }

    @Test("is in the report as it was measured, and in what an engine gets")
    func report() throws {
        try site.add(Self.measured)
        let reports = try Reports(Records(site.installation), site.installation)
        let content = try #require(try reports.report(on: "1", of: site.userID())["content"])
        let result = try #require(content["measurement_result"])
        #expect(result["heart_rate"] == .real(72.5) && result["app_heart_rate"] == 71)
        #expect(result["app_highest_heart_rate"] == .real(90.125) && result["app_lowest_heart_rate"] == .null)
        #expect(
            content["user_profile"]?["height"] == .real(170.5) && content["user_profile"]?["weight"] == .real(60.25))
        #expect(content.text.contains("测得每分钟 72.5 次"), "the shipped rules speak of it")
        let subject = try Reports.subject(of: #require(try site.database.record(1)), site.database)
        #expect(subject.json.text.contains(#""heart_rate":72.5,"app_heart_rate":71,"app_highest_heart_rate":90.125,"#))
        #expect(subject.json.text.contains(#""height":170.5,"weight":60.25,"#))
    }

    @Test("comes back from a file as it went into it", arguments: RecordFormat.allCases)
    func files(format: RecordFormat) throws {
        try site.add(Self.measured)
        let file = try site.exported(format)
        let second = try SiteSetting()
        try second.add(file, format: format)
        #expect(try second.exported(format) == file)
        #expect(try second.database.record(1)?.heartRates == site.database.record(1)?.heartRates)
        #expect(file.contains("72.5") && file.contains("170.5") && !file.contains("71.0"))
    }

    @Test("is whole where whole numbers are wanted, however it is written, and else refused")
    func whole() throws {
        let text = #"{"record_id":12.0,"finger":1e0,"c0":-10.0,"record_type":0.7e1,"partial_pulse_wave":[1.0,20e-1]"#
        let rest = recordLine(["finger": nil, "c0": nil]).dropFirst().dropLast(2)
        try site.add(text + "," + rest + "}\n")
        let line = try site.exported()
        #expect(line.hasPrefix(#"{"record_id":12,"#) && line.contains(#""record_type":7,"finger":1,"c0":-10,"#))
        #expect(line.contains(#""partial_pulse_wave":[1,2]"#))
        let faults = try site.importing("{\"record_id\":9007199254740993.0," + recordLine().dropFirst()).faults
        #expect(faults == ["line 1: record_id must be a whole number from 1 to 9007199254740991"])
    }

    @Test("is compared as it is by rules, whose limits may lie between two whole ones")
    func rules() throws {
        let engine = try RuleEngine(text: RuleText.file(when: #"{"value": "heart_rate", ">": 72, "<": 73}"#))
        for (rate, fires) in [(72, false), (72.5, true), (72.999, true), (73, false)] {
            let analysis = try engine.analyze(AnalysisSubject.measured().with { $0.heartRate = rate })
            #expect(analysis.firedRules.isEmpty == !fires, "\(rate)")
        }
    }
}
