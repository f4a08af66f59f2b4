import JSON
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import RecordTransfer
@testable import WeChat

@Suite("A person's records")
struct RecordsTests {
    let site: SiteSetting
    let records: Records

    init() throws {
        site = try SiteSetting()
        records = try Records(site.installation)
    }

    private func ids(
        of openid: String = "openid-1", _ change: (inout RecordQuery) -> Void = { _ in }
    ) throws -> [Int64] {
        var query = RecordQuery()
        change(&query)
        return try records.list(of: site.userID(openid), query).map(\.id)
    }

    /// Five of one second, and one before and after; of somebody else the same.
    private func addSeven() throws {
        for openid: JSONValue in ["openid-1", "openid-2"] {
            let times = ["00", "01", "01", "01", "01", "01", "02"]
            for second in times {
                try site.add(recordLine(["openid": openid, "created_at": .string("2020-01-01T00:00:\(second)Z")]))
            }
        }
    }

    @Test("come newest first, those of one second by number, and nobody else's among them")
    func order() throws {
        try addSeven()
        #expect(try ids() == [7, 6, 5, 4, 3, 2, 1])
        #expect(try ids(of: "openid-2") == [14, 13, 12, 11, 10, 9, 8])
        #expect(try records.list(of: 99, RecordQuery()).isEmpty)
    }

    @Test("come in pages that together are the list, also through equal times", arguments: 1...8)
    func pages(size: Int64) throws {
        try addSeven()
        var all: [Int64] = []
        while true {
            let page = try ids {
                $0.size = size
                $0.offset = Int64(all.count)
            }
            #expect(page.count <= Int(size))
            if page.isEmpty { break }
            all += page
        }
        #expect(all == [7, 6, 5, 4, 3, 2, 1])
    }

    @Test("come all for -1 and for nothing, and none beyond the last")
    func sizes() throws {
        for _ in 0..<25 { try site.add(recordLine()) }
        #expect(try ids().count == 25 && ids { $0.size = 20 }.count == 20)
        #expect(try ids { $0.size = -1 }.count == 25)
        #expect(try ids { ($0.size, $0.offset) = (-1, 24) } == [1])
        #expect(try ids { $0.offset = 25 }.isEmpty)
        #expect(try ids { $0.offset = .max }.isEmpty)
    }

    @Test("come from a time to a time, both included")
    func ranges() throws {
        try addSeven()
        let time: Int64 = 1_577_836_800
        #expect(try ids { $0.start = time + 1 } == [7, 6, 5, 4, 3, 2])
        #expect(try ids { $0.end = time + 1 } == [6, 5, 4, 3, 2, 1])
        #expect(try ids { ($0.start, $0.end) = (time, time) } == [1])
        #expect(try ids { ($0.start, $0.end) = (time + 1, time + 1) } == [6, 5, 4, 3, 2])
        #expect(try ids { ($0.start, $0.end, $0.size, $0.offset) = (time, time + 1, 2, 3) } == [3, 2])
        #expect(try ids { ($0.start, $0.end) = (time + 2, time) }.isEmpty)
    }

    @Test("that are somebody else's, nobody's or no number give one and the same error, and are not changed")
    func others() throws {
        try site.add(recordLine(), recordLine(["openid": "openid-2"]))
        let (me, reports) = (try site.userID(), try Reports(records, site.installation))
        let before = try site.exported()
        var messages: Set<String> = []
        for id in ["2", "3", "0", "-1", "+1", "1.0", "", " 1", "x", "9223372036854775808", "１", "1\0"] {
            messages.formUnion([
                message { try records.setRemark("mine", of: id, by: me) }, message { try records.pay(for: id, by: me) },
                message { _ = try records.shareToken(for: id, of: me) },
                message { _ = try reports.report(on: id, of: me) },
            ])
        }
        #expect(messages == ["parameter record_id names no record of yours"])
        #expect(try site.exported() == before)
        #expect(try site.count("record_shares") == 0)
        #expect(try site.value("SELECT COUNT(*) FROM records WHERE tags <> '' OR report_id IS NOT NULL") == 0)
    }

    static let emoji = ["é", "e\u{301}", "😀", "🇨🇳", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏻‍❤️‍💋‍👨🏿", "文", "a"]

    @Test("take a remark of 255 characters of any kind, verbatim, and none of 256", arguments: emoji)
    func remarkLength(character: String) throws {
        try site.add(recordLine())
        let me = try site.userID()
        let longest = String(repeating: character, count: 255)
        try records.setRemark(longest, of: "1", by: me)
        let kept = try records.list(of: me, RecordQuery())[0].remark
        #expect(Array(kept.utf8) == Array(longest.utf8))
        let error = message { try records.setRemark(longest + character, of: "1", by: me) }
        #expect(error == "parameter remark is longer than 255 characters")
        #expect(try records.list(of: me, RecordQuery())[0].remark == longest)
        #expect(try site.importing(recordLine(["remark": .string(longest)])).faults == [])
        let fault = try site.importing(recordLine(["remark": .string(longest + character)])).faults
        #expect(fault == ["line 1: remark is longer than 255 characters"])
    }

    @Test("take no remark that is few characters of very many bytes")
    func remarkBytes() throws {
        try site.add(recordLine())
        let tower = "a" + String(repeating: "\u{301}", count: 100_000)
        #expect(message { try records.setRemark(tower, of: "1", by: site.userID()) }.contains("longer than 255"))
    }

    @Test(
        "keep a remark as it is but for blanks at its ends, and an empty one takes it away",
        arguments: [
            ("'; DROP TABLE records; --", "'; DROP TABLE records; --"), ("<script>", "<script>"), (" a  b ", "a  b"),
            ("\n", ""),
            ("\\u0000", "\\u0000"), ("\u{FFFD}\u{202E}x", "\u{FFFD}\u{202E}x"), ("a\n b\u{3000}\u{200B}", "a\n b"),
            ("", ""),
        ])
    func remarkText(text: String, kept: String) throws {
        try site.add(recordLine(["remark": "old"]))
        let me = try site.userID()
        try records.setRemark(text, of: "1", by: me)
        #expect(try records.list(of: me, RecordQuery())[0].remark == kept)
        try records.setRemark("", of: "1", by: me)
        #expect(try records.list(of: me, RecordQuery())[0].listed["remark"] == "")
    }

    @Test("are paid for once: a second payment writes nothing")
    func payment() throws {
        try site.add(recordLine(), recordLine())
        let me = try site.userID()
        #expect(try records.list(of: me, RecordQuery()).map(\.hasPaid) == [false, false])
        try records.pay(for: "1", by: me)
        let version = try site.dataVersion()
        try records.pay(for: "1", by: me)
        #expect(try site.dataVersion() == version)
        #expect(try records.list(of: me, RecordQuery()).map(\.hasPaid) == [false, true])
    }

    @Test("of two users who turn out to be one person are that person's")
    func merge() throws {
        let older = try site.signIn("a", appID: "wx1")
        try site.add(recordLine(["openid": "b", "remark": "b's", "partial_pulse_wave": [1, 2]]))
        let newer = try site.userID("b")
        let token = try records.shareToken(for: "1", of: newer)
        try site.signIn("a", unionid: "union-1", appID: "wx1")
        #expect(try site.signIn("b", unionid: "union-1") == older)
        #expect(try records.list(of: older, RecordQuery()).map(\.remark) == ["b's"])
        #expect(try records.list(of: newer, RecordQuery()).isEmpty)
        #expect(try records.shareToken(for: "1", of: older) == token)
        let report = try Reports(records, site.installation).report(on: "1", of: older)["content"]
        #expect(report?["user_profile"]?["user_id"] == .integer(older))
        #expect(report?["measurement_result"]?["partial_pulse_wave"] == [1, 2])
        #expect(try site.exported().contains(#""openid":"b""#))
        try site.add(recordLine(["openid": "b"]))
        #expect(try records.list(of: older, RecordQuery()).count == 2)
    }

    @Test("are listed with every field of the contract, in its form")
    func listed() throws {
        try site.add(
            recordLine([
                "record_id": 41, "c0": -10, "c7": 10, "finger": 10, "heart_rate": JSONValue.null,
                "created_at": "2018-07-04T16:01:27+08:00",
            ]))
        let expected: JSONValue = [
            "record_id": 41, "c0": -10, "c1": 0, "c2": 0, "c3": 0, "c4": 0, "c5": 0, "c6": 0, "c7": 10, "remark": "",
            "finger": 10, "app_heart_rate": 70, "heart_rate": nil, "created_at": "2018-07-04T08:01:27Z",
            "record_type": 7,
            "cid": 41, "tags": [], "has_paid": false, "show_full_report": false,
        ]
        #expect(try records.list(of: site.userID(), RecordQuery()).map(\.listed) == [expected])
    }
}
