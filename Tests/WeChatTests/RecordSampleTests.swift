import Crypto
import JSON
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import RecordTransfer
@testable import WeChat
import Platform

@Suite("Sample records")
struct RecordSampleTests {
    private static func sample(
        _ people: Int = 4, _ perPerson: Int = 5, seed: UInt64 = 1, openids: [String] = [],
        _ format: RecordFormat = .json
    ) -> String {
        var bytes: [UInt8] = []
        RecordSample(
            people: people, perPerson: perPerson, seed: seed, until: 1_767_225_600, openids: openids
        ).run(format, write: { bytes += $0 }, progress: { _, _ in })
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("are the same for the same seed, and others for another")
    func deterministic() {
        #expect(Self.sample() == Self.sample())
        #expect(Self.sample() != Self.sample(seed: 2))
        #expect(!Self.sample(seed: .max).isEmpty && !Self.sample(seed: 0).isEmpty)
    }

    @Test("of one person are the same, however many others there are")
    func independent() {
        let few = Self.sample(2).split(separator: "\n")
        #expect(Self.sample(9).split(separator: "\n").prefix(few.count) == few[...])
    }

    @Test("are as they always were")
    func always() throws {
        let digest = Hex.encode(try Digest.sha1(Array(Self.sample(20, 20).utf8)))
        #expect(digest == "8d5a1bc8fb21b3d8536759c90b73eb10925074ca")
    }

    @Test("are good records, in both formats, of the people that are named", arguments: RecordFormat.allCases)
    func importable(format: RecordFormat) throws {
        let site = try SiteSetting()
        let text = Self.sample(30, 40, openids: ["me", "you"], format)
        let (faults, result) = try site.importing(text, format)
        #expect(faults == [] && result?.records == 1200 && result?.newUsers == 30)
        let mine = try Records(site.installation).list(of: site.userID("me"), RecordQuery())
        #expect(mine.count == 40 && mine.allSatisfy { $0.createdAt <= 1_767_225_600 })
        #expect(try site.userID("sample-30") > 0)
        #expect(message { _ = try site.userID("sample-1") } != "")
        #expect(try site.value("SELECT COUNT(DISTINCT c0) + COUNT(DISTINCT finger) FROM records") != .integer(2))
    }

    @Test("are of both formats the same")
    func formats() throws {
        let (json, csv) = (try SiteSetting(), try SiteSetting())
        try json.add(Self.sample())
        try csv.add(Self.sample(.csv), format: .csv)
        #expect(try json.exported() == csv.exported())
    }

    private static func sample(_ format: RecordFormat) -> String { sample(4, 5, format) }

    @Test("give reports that differ")
    func reports() throws {
        let site = try SiteSetting()
        try site.add(Self.sample(8, 1))
        let records = try Records(site.installation)
        let reports = try Reports(records, site.installation)
        var tags: Set<String> = []
        for number in 1...8 {
            let report = try reports.report(on: "\(number)", of: site.userID("sample-\(number)"))
            tags.insert(report["content"]?["tags"]?.text ?? "")
        }
        #expect(tags.count >= 4, "\(tags)")
    }
}
