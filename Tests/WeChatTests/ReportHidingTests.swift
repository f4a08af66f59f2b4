import Foundation
import JSON
import Testing

@testable import Analysis
@testable import Measurements
@testable import People
@testable import WeChat

@Suite("What a report does not tell")
struct ReportHidingTests {
    /// Values that have much to be said about, of a person of whom all is known.
    private static func line(paid: Bool, _ id: Int64 = 1) -> String {
        recordLine([
            "record_id": .integer(id), "c0": 9, "c1": -9, "c2": -8, "c3": 7, "c4": 6, "c5": -7, "c6": 5, "c7": -6,
            "heart_rate": 110, "has_paid": .bool(paid), "gender": "female", "birthday": "1990-01-31", "height": 165,
            "weight": 55, "remark": "my-remark", "partial_pulse_wave": [1, 2, 3],
        ])
    }

    private static func reports(_ site: SiteSetting) throws -> Reports {
        try Reports(Records(site.installation), site.installation)
    }

    private static func content(_ site: SiteSetting, _ id: String = "1") throws -> JSONValue {
        try reports(site).report(on: id, of: site.userID())["content"] ?? .null
    }

    private static func shared(_ site: SiteSetting, _ parts: SharedParts) throws -> JSONValue {
        let token = try Records(site.installation).shareToken(for: "1", of: site.userID(), showing: parts)
        return try reports(site).report(sharedBy: token)["content"] ?? .null
    }

    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        guard case .object(let members)? = value else { return [] }
        return members
    }

    /// What the two contents have different, by the names at their top.
    private static func differences(_ one: JSONValue, _ other: JSONValue) -> Set<String> {
        #expect(members(one).map(\.name) == members(other).map(\.name), "each has the same members")
        return Set(members(one).map(\.name).filter { one[$0] != other[$0] })
    }

    @Test(
        "before it is paid for: all lists but two, the factors, and that there is anything to show; afterwards, nothing"
    )
    func unpaid() throws {
        let site = try SiteSetting()
        try site.add(Self.line(paid: true, 1), Self.line(paid: false, 2))
        let (whole, brief) = (try Self.content(site, "1"), try Self.content(site, "2"))
        let said = Set(
            Self.members(whole).filter { $0.value.elements?.isEmpty == false }.map(\.name)
        ).subtracting(["lead", "tags", "channels_and_collaterals_strength"])
        #expect(said.count > 4, "the record is to have much to say")
        let hidden = said.union([
            "physical_therapy_explain", "m0", "m1", "m2", "m3", "f100", "f101", "f102", "f103", "f104", "f105", "f106",
            "f107",
            "display_options", "has_paid", "show_full_report", "record_id",
        ])
        #expect(Self.differences(whole, brief).isSubset(of: hidden))
        #expect(
            Self.differences(whole, brief).isSuperset(
                of: said.union(["physical_therapy_explain", "m0", "display_options"])))
        for name in said { #expect(brief[name] == [], "\(name)") }
        for (name, value) in Self.members(brief["physical_therapy_explain"]).map({ ($0.name, $0.value) }) {
            #expect(value == (name.hasPrefix("m") ? .null : 0), "\(name)")
        }
        let shown = Self.members(brief["display_options"]).filter { $0.value == true }.map(\.name)
        #expect(
            Set(shown) == [
                "display_navbar", "display_tags", "display_partial_data", "display_user_profile", "display_heart_rate",
                "display_cc_bar_chart", "display_remark", "display_measurement_result",
            ])
        #expect(Self.members(whole["display_options"]).count { $0.value == true } > 1)
        #expect(brief["has_paid"] == false && brief["show_full_report"] == false)
        try Records(site.installation).pay(for: "2", by: site.userID())
        #expect(Self.differences(whole, try Self.content(site, "2")) == ["record_id"])
    }

    @Test("is as much when it is shared, until it is paid for")
    func sharedUnpaid() throws {
        let site = try SiteSetting()
        try site.add(Self.line(paid: false))
        #expect(try Self.shared(site, .all) == Self.content(site))
        let brief = try Self.content(site)
        try Records(site.installation).pay(for: "1", by: site.userID())
        #expect(try Self.shared(site, .all) == Self.content(site))
        #expect(try Self.content(site) != brief)
    }

    @Test("is nothing where the configuration leaves it to the page")
    func full() throws {
        let site = try SiteSetting("[measurements]\nunpaid = full")
        try site.add(Self.line(paid: true, 1), Self.line(paid: false, 2))
        #expect(
            Self.differences(try Self.content(site, "1"), try Self.content(site, "2"))
                == ["has_paid", "show_full_report", "record_id"])
    }

    @Test("hides the further lists of an engine of one's own as well")
    func ownEngine() throws {
        let answer =
            #"{"tags":[{"key":"k","label":"l","content":"c"}],"secret_list":[{"key":"k","label":"l","content":"deep"}]}"#
        let script = try TemporaryDirectory()
        try "cat > /dev/null; echo '\(answer)'".write(
            toFile: script.path + "/engine", atomically: true, encoding: .utf8)
        let site = try SiteSetting("[measurements]\nanalysis_command = /bin/sh \(script.path)/engine")
        try site.add(Self.line(paid: false))
        let content = try Self.content(site)
        #expect(content["secret_list"] == [] && content["tags"]?.elements?.count == 1)
        #expect(!content.text.contains("deep"))
    }

    @Test("to those who have a link: birthday, remark and user id, each unless the owner chose it", arguments: 0..<8)
    func parts(choice: UInt8) throws {
        let site = try SiteSetting()
        try site.add(Self.line(paid: true))
        let parts = SharedParts(rawValue: choice)
        let (own, shared) = (try Self.content(site), try Self.shared(site, parts))
        let profile = try #require(shared["user_profile"])
        let hidden = SharedParts.all.subtracting(parts)
        #expect(
            Self.differences(own["user_profile"] ?? .null, profile)
                == Set((hidden.contains(.birthday) ? ["birthday"] : []) + (hidden.contains(.userID) ? ["user_id"] : []))
        )
        if hidden.contains(.birthday) { #expect(profile["birthday"] == .null && !shared.text.contains("1990-01-31")) }
        if hidden.contains(.userID) { #expect(profile["user_id"] == .null) }
        #expect(shared["remark"] == (hidden.contains(.remark) ? "" : "my-remark"))
        #expect(Self.differences(own, shared).subtracting(["user_profile", "remark"]).isEmpty)
    }

    @Test("is chosen by names between commas, and by nothing else")
    func names() {
        for choice in 0..<8 as Range<UInt8> {
            let parts = SharedParts(rawValue: choice)
            #expect(SharedParts(text: parts.text) == parts)
        }
        #expect(SharedParts(text: "") == [] && SharedParts(text: "user_id, birthday,birthday") == [.userID, .birthday])
        for text in ["phone", "Birthday", "birthday;remark", "all", "birthday,x", "*"] {
            #expect(SharedParts(text: text) == nil, "\(text)")
        }
    }
}
