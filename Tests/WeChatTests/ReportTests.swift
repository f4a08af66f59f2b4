import JSON
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import WeChat

@Suite("A report")
struct ReportTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting() }

    /// As a process of its own would make it.
    private func report(_ id: String = "1", of openid: String = "openid-1") throws -> JSONValue {
        try Reports(Records(site.installation), site.installation).report(on: id, of: site.userID(openid))
    }

    private func content(_ id: String = "1") throws -> JSONValue { try report(id)["content"] ?? .null }

    private var row: String {
        get throws {
            "\(String(describing: try site.value("SELECT report_id || ' ' || tags FROM records WHERE record_id = 1")))"
        }
    }

    private static let stuffed = recordLine([
        "c0": 9, "c1": -9, "c2": -8, "c3": 7, "c4": 6, "c5": -7, "c6": 5, "c7": -6, "heart_rate": 110, "has_paid": true,
    ])

    @Test("has the contract's envelope and lists, the content twice")
    func form() throws {
        try site.add(Self.stuffed)
        let report = try report()
        #expect(report["report_version"] == "1.0")
        #expect(report["report_id"]?.string?.utf8.count == 32)
        #expect(report["report_content"] == report["content"])
        let content = try #require(report["content"])
        for name in Analysis.listNames {
            let entries = try #require(content[name]?.elements, "\(name)")
            for entry in entries {
                #expect(entry["key"]?.string != nil && entry["label"]?.string != nil && entry["content"]?.string != nil)
            }
        }
        #expect(content["lead"]?.elements?.isEmpty == false)
        for name in ["f0", "f1", "f2", "f3"] + (0..<8).map({ "f10\($0)" }) {
            #expect(content["physical_therapy_explain"]?[name]?.integer != nil, "\(name)")
            #expect(name.utf8.count == 2 || content[name]?.integer != nil, "\(name)")
        }
        for name in ["m0", "m1", "m2", "m3"] {
            #expect(content[name] != nil && content[name] == content["physical_therapy_explain"]?[name])
        }
        guard case .object(let options)? = content["display_options"] else {
            Issue.record("no options")
            return
        }
        #expect(options.allSatisfy { $0.name.hasPrefix("display_") && $0.value.bool != nil })
        guard case .object(let members) = content else {
            Issue.record("no object")
            return
        }
        #expect(Set(members.map(\.name)).count == members.count, "no member occurs twice")
    }

    @Test("keeps its id; what it found stands in the list from then on; to look again writes nothing")
    func stays() throws {
        try site.add(Self.stuffed)
        let records = try Records(site.installation)
        #expect(try records.list(of: site.userID(), RecordQuery())[0].listed["tags"] == [])
        let first = try report()
        let tags = try #require(first["content"]?["tags"])
        #expect(tags.elements?.isEmpty == false, "the record is to have tags")
        #expect(try records.list(of: site.userID(), RecordQuery())[0].listed["tags"] == tags)
        let before = try row
        for _ in 0..<3 { #expect(try report() == first) }
        let token = try records.shareToken(for: "1", of: site.userID())
        let shared = try Reports(records, site.installation).report(sharedBy: token)
        #expect(shared["report_id"] == first["report_id"] && shared["content"]?["tags"] == tags)
        #expect(try row == before)
    }

    @Test("that is looked at again leaves the database's files alone")
    func writesNothing() throws {
        try site.add(Self.stuffed)
        _ = try report()
        let version = try site.dataVersion()
        for _ in 0..<3 { _ = try report() }
        #expect(try site.dataVersion() == version)
        try Records(site.installation).setRemark("a", of: "1", by: site.userID())
        #expect(try site.dataVersion() != version, "else this test would see nothing")
    }

    @Test("has one id when eight make it at once")
    func race() throws {
        try site.add(Self.stuffed)
        let (installation, me) = (site.installation, try site.userID())
        let ids = try inParallel(8) { _ in
            try Reports(Records(installation), installation).report(on: "1", of: me)["report_id"]?.string
        }.map { try $0.get() }
        #expect(Set(ids).count == 1)
    }

    @Test("of another record is another")
    func others() throws {
        try site.add(
            Self.stuffed, recordLine(["has_paid": true]),
            recordLine(["c0": -9, "c1": 9, "heart_rate": 45, "has_paid": true]))
        let contents = try ["1", "2", "3"].map { try content($0) }
        for name in ["tags", "lead", "syndrome_differentiation_explains", "physical_therapy_explain"] {
            let texts = Set(contents.map { $0[name]?.text ?? "" })
            #expect(name == "lead" || texts.count > 1, "\(name): \(texts.count)")
        }
        #expect(contents[0]["tags"] != contents[1]["tags"] && contents[0]["tags"] != contents[2]["tags"])
        #expect(Set(try ["1", "2", "3"].map { try report($0)["report_id"]?.string }).count == 3)
    }

    @Test("tells whose it is by what came with the record, before what the profile says")
    func person() throws {
        let profile = UserProfile(
            ["nickname": "小明", "headimgurl": "https://thirdwx.qlogo.cn/a/132", "sex": 2], openid: "openid-1")
        let me = try site.signIn("openid-1", profile: profile)
        try site.execute("UPDATE users SET birthday = '1990-07-05'")
        try site.add(
            recordLine(), recordLine(["gender": "male", "birthday": "2000-07-04", "height": 180, "weight": 75]),
            recordLine(["birthday": "2018-07-05"]))
        let expected: [JSONValue] = [
            [
                "user_id": .integer(me), "nickname": "小明", "birthday": "1990-07-05T00:00:00Z", "age": 27, "gender": 1,
                "height": nil, "weight": nil, "avatar_url": "https://thirdwx.qlogo.cn/a/132",
            ],
            [
                "user_id": .integer(me), "nickname": "小明", "birthday": "2000-07-04T00:00:00Z", "age": 18, "gender": 0,
                "height": 180, "weight": 75, "avatar_url": "https://thirdwx.qlogo.cn/a/132",
            ],
            [
                "user_id": .integer(me), "nickname": "小明", "birthday": "2018-07-05T00:00:00Z", "age": nil, "gender": 1,
                "height": nil, "weight": nil, "avatar_url": "https://thirdwx.qlogo.cn/a/132",
            ],
        ]
        for (index, expected) in expected.enumerated() {
            #expect(try content("\(index + 1)")["user_profile"] == expected)
        }
    }

    @Test("of somebody of whom nothing is known says null")
    func unknownPerson() throws {
        try site.add(recordLine())
        let profile = try #require(try content()["user_profile"])
        for name in ["birthday", "age", "gender", "height", "weight"] { #expect(profile[name] == .null, "\(name)") }
        #expect(profile["nickname"] == "" && profile["avatar_url"] == "")
    }

    @Test("has the measured values, null for what was not measured, and follows remark and payment")
    func values() throws {
        try site.add(
            recordLine([
                "finger": 6, "heart_rate": JSONValue.null, "app_lowest_heart_rate": 60, "c3": -4,
                "partial_pulse_wave": [1, -2, 3],
            ]))
        let content = try content()
        let result: JSONValue = [
            "finger": 6, "c0": 0, "c1": 0, "c2": 0, "c3": -4, "c4": 0, "c5": 0, "c6": 0, "c7": 0, "heart_rate": nil,
            "app_heart_rate": 70, "app_highest_heart_rate": 70, "app_lowest_heart_rate": 60,
            "partial_pulse_wave": [1, -2, 3],
        ]
        #expect(content["measurement_result"] == result)
        #expect(content["pulse_test"] == ["fingers": [6]])
        #expect(
            content["created_at"] == "2018-07-04T08:01:27Z" && content["has_paid"] == false && content["remark"] == "")
        let records = try Records(site.installation)
        try records.setRemark("晨 🌅", of: "1", by: site.userID())
        try records.pay(for: "1", by: site.userID())
        let later = try self.content()
        #expect(later["remark"] == "晨 🌅" && later["has_paid"] == true && later["show_full_report"] == true)
    }
}
