import JSON
import SQL
import SQLite
import Testing

@testable import Measurements
@testable import RecordTransfer
@testable import Storage
@testable import WeChat

@Suite("An export of records")
struct RecordExportTests {
    /// Texts that a format could stumble over.
    static let remarks = [
        "", "a", "\"", "\"\"", "a\"b,c", "\"\u{301}", "\"\u{200D},", "a\nb", "a\r\nb", "\r", "\n", ",", " a ", "\\",
        "\\\"",
        "晨起 🌅👨‍👩‍👧‍👦🇨🇳", "=1+1", "null", "\u{FEFF}", "\u{2028}", "\u{7F}", "e\u{301}", "'", "{}", "true", "7", "\t",
    ]

    private static func filled() throws -> SiteSetting {
        let site = try SiteSetting()
        for (index, remark) in remarks.enumerated() {
            try site.add(
                recordLine([
                    "openid": .string("openid-\(index % 5)"), "remark": .string(remark),
                    "has_paid": .bool(index % 2 == 0),
                    "heart_rate": index % 3 == 0 ? JSONValue.null : .integer(60 + Int64(index)),
                    "c0": .integer(Int64(index % 21) - 10),
                ]))
        }
        try site.add(
            recordLine([
                "record_id": 5000, "record_type": 0, "gender": "male", "birthday": "1990-01-31", "height": 170,
                "weight": 60,
                "partial_pulse_wave": [.integer(.min), 0, .integer(.max)],
                "answers": [
                    ["question_key": "a\0\"", "values": ["文", ",", ""]], ["question_key": "", "values": []],
                ],
                "created_at": "0000-01-01T00:00:00Z",
            ]),
            recordLine(["record_id": 9_007_199_254_740_991, "gender": "female", "created_at": "9999-12-31T23:59:59Z"]))
        return site
    }

    @Test("and its import into an empty site give the same site", arguments: RecordFormat.allCases)
    func roundTrip(format: RecordFormat) throws {
        let (first, second) = (try Self.filled(), try SiteSetting())
        let file = try first.exported(format)
        #expect(try second.importing(file, format).faults == [])
        #expect(try second.exported(format) == file)
        for format in RecordFormat.allCases {
            #expect(try Array(second.exported(format).utf8) == Array(first.exported(format).utf8))
        }
        let remarks = try second.database.attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT remark FROM records ORDER BY record_id LIMIT \(Self.remarks.count)") {
                (row) throws(DatabaseError) in try row.text(0)
            }
        }
        #expect(remarks.map { Array($0.utf8) } == Self.remarks.map { Array($0.utf8) })
    }

    @Test("is one line for each record, whatever it holds")
    func lines() throws {
        let site = try Self.filled()
        #expect(try site.exported().utf8.count { $0 == 0x0A } == Self.remarks.count + 2)
        for line in try site.exported().utf8.split(separator: 0x0A) { _ = try JSONValue(parsing: Array(line)) }
    }

    @Test("may be one person's only")
    func onePerson() throws {
        let site = try Self.filled()
        let all = try site.exported().split(separator: "\n")
        let one = try site.exported(of: site.userID("openid-3")).split(separator: "\n")
        #expect(!one.isEmpty && one == all.filter { $0.contains(#""openid":"openid-3""#) })
        #expect(try site.exported(of: 99).isEmpty)
    }

    @Test("of nothing is an empty file, or the header alone")
    func empty() throws {
        let site = try SiteSetting()
        #expect(try site.exported().isEmpty)
        let header = try site.exported(.csv)
        #expect(header.hasPrefix("\u{FEFF}record_id,openid,user_id,created_at,") && header.hasSuffix(",answers\r\n"))
        #expect(try site.importing(header, .csv).result?.records == 0)
    }

    @Test("names users without an openid of the official account by number")
    func users() throws {
        let site = try SiteSetting()
        let me = try site.signIn("mini", appID: "wx-mini")
        try site.add(recordLine(["openid": nil, "user_id": .integer(me)]))
        #expect(try site.exported().hasPrefix(#"{"record_id":1,"user_id":\#(me),"#))
    }

    @Test("goes through more records than one piece holds, in order")
    func pieces() throws {
        let site = try SiteSetting()
        try site.add((1...1501).map { recordLine(["record_id": .integer(Int64($0 * 3))]) }.joined())
        var seen: [Int] = []
        var totals: Set<Int> = []
        var count = 0
        let total = try RecordExport(site.installation).run(.json, write: { count += $0.count { $0 == 0x0A } }) {
            seen.append($0)
            totals.insert($1)
        }
        #expect(total == 1501 && count == 1501 && seen == [500, 1000, 1500, 1501] && totals == [1501])
        let ids = try site.exported().split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))["record_id"]?.integer
        }
        #expect(ids == (1...1501).map { Int64($0 * 3) })
    }

    @Test("shows one moment, whatever is written meanwhile")
    func snapshot() throws {
        let site = try SiteSetting()
        try site.add((1...600).map { _ in recordLine() }.joined())
        var bytes: [UInt8] = []
        let count = try RecordExport(site.installation).run(.json, write: { bytes += $0 }) { done, _ in
            if done == 500 { try? site.execute("DELETE FROM records WHERE record_id > 550") }
        }
        #expect(count == 600 && bytes.count { $0 == 0x0A } == 600)
        #expect(try site.count("records") == 550)
    }

    @Test("of one record shows what else the site knows of it")
    func show() throws {
        let site = try Self.filled()
        let export = try RecordExport(site.installation)
        #expect(try export.fields(of: 999) == nil)
        #expect(try export.fields(of: .min) == nil && export.fields(of: .max) == nil)
        let shown = try #require(try export.fields(of: 5000))
        #expect(shown.value["record_id"] == 5000)
        let names = shown.fields.suffix(3).map(\.name)
        #expect(names == ["owner", "report_id", "shared"])
        #expect(shown.fields.last?.value == false)
        _ = try Records(site.installation).shareToken(for: "5000", of: site.userID("openid-1"))
        #expect(try export.fields(of: 5000)?.fields.last?.value == true)
    }
}
