import Foundation
import JSON
import Platform
import SQL
import SQLite
import Testing

@testable import People
@testable import RecordTransfer
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("An import of records")
struct RecordImportTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting() }

    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        let value: JSONValue?
        let message: String

        init(_ name: String, _ value: JSONValue?, _ message: String) {
            (self.name, self.value, self.message) = (name, value, message)
        }

        var testDescription: String { "\(name) \(value?.text.prefix(30) ?? "missing")" }
    }

    private static func faults(_ name: String, _ values: [JSONValue?], _ message: String) -> [Fault] {
        values.map { Fault(name, $0, "\(name) \(message)") }
    }

    private static var numberFaults: [Fault] {
        var all: [Fault] = []
        for name in (0..<8).map({ "c\($0)" }) {
            let values: [JSONValue?] = [-11, 11, .real(0.5), "0", true, [], [:]]
            all += faults(name, values, "must be a whole number from -10 to 10")
            all += faults(name, [nil, JSONValue.null], "is missing")
        }
        for name in ["heart_rate", "app_heart_rate", "app_highest_heart_rate", "app_lowest_heart_rate"] {
            let values: [JSONValue?] = [0, .real(0.9), -1, .real(300.1), "70", true, .real(1e300)]
            all += faults(name, values, "must be a number from 1 to 300")
            all += faults(name, [nil], "is missing")
        }
        all += faults("finger", [0, 11, -1, "1", .real(1.5), true], "must be a whole number from 1 to 10")
        all += faults("finger", [nil, JSONValue.null], "is missing")
        let ids: [JSONValue?] = [0, -1, 9_007_199_254_740_992, "1", .real(1.5), .real(0x1p53)]
        all += faults("record_id", ids, "must be a whole number from 1 to 9007199254740991")
        all += faults("record_type", [-1, 1_000_001, "7", .real(7.1)], "must be a whole number from 0 to 1000000")
        all += faults("height", [19, 301, "170", .real(300.5)], "must be a number from 20 to 300")
        all += faults("weight", [0, 501, "60", .real(0.5)], "must be a number from 1 to 500")
        return all
    }

    private static var textFaults: [Fault] {
        var all: [Fault] = []
        let times: [JSONValue?] = [
            "", "2018-07-04", "2018-02-29T00:00:00Z", "07/04/2018 08:01", "1530691287", "0000-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
        ]
        all += faults("created_at", times, "must be a time such as 2018-07-04T08:01:27Z")
        all += faults("created_at", [nil, JSONValue.null], "is missing")
        let openids: [JSONValue?] = [
            "", "a b", "a\n", "文", "\u{7F}", .string(String(repeating: "a", count: 129)), "=\"oMP\"", "-a", "_a", "a+b",
            "'a",
            "o.a", "o~",
        ]
        let shape = "must be letters, digits, - and _, such as oMPdemo000000000000000000001"
        all += faults("openid", openids, shape)
        all += faults("openid", [nil, JSONValue.null], "or user_id is missing")
        all.append(Fault("user_id", 1, "has both openid and user_id: only one is allowed"))
        for name in ["openid", "created_at", "remark", "gender", "birthday"] {
            all += faults(name, [1, true, [], [:], "a\0"], "must be text")
        }
        all += faults("gender", ["Male", "m", "0", ""], "must be male or female")
        let days: [JSONValue?] = [
            "", "1/31/1990", "31.01.1990", "1990-01/31", "1990-02-30", "0000-01-01", "19900101", "1990-01-01T00:00:00Z",
        ]
        all += faults("birthday", days, "must be a date such as 1990-01-31")
        return all
    }

    private static var otherFaults: [Fault] {
        var all = faults("has_paid", [1, 0, "true", "yes"], "must be true or false")
        all += faults("partial_pulse_wave", ["x", 1, [:], true], "must be a list")
        let waves: [JSONValue?] = [["1"], [.real(1.5)], [nil], [[]]]
        all += faults("partial_pulse_wave", waves, "must hold whole numbers")
        all += faults("answers", ["x", 1, [:]], "must be a list")
        let answers: [JSONValue?] = [
            [1], [[:]], [["question_key": "a"]], [["question_key": 1, "values": []]],
            [["question_key": "a", "values": [1]]], [["question_key": "a", "values": "x"]],
        ]
        all += faults("answers", answers, #"must hold {"question_key": text, "values": [text]}"#)
        for name in ["cid", "tags", "report_id", "Finger", "c8", ""] {
            all.append(Fault(name, 1, "has an unknown member \"\(name)\""))
        }
        return all
    }

    @Test("names a fault of any field, with its line, and leaves nothing behind")
    func fields() throws {
        for fault in Self.numberFaults + Self.textFaults + Self.otherFaults {
            let text = recordLine() + "\n" + recordLine([fault.name: fault.value]) + recordLine()
            #expect(try site.importing(text).faults == ["line 3: \(fault.message)"], "\(fault.testDescription)")
        }
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("names a line that is no record")
    func lines() throws {
        for text in ["{", "x", "{}}", "{\"openid\":\"a\",\"openid\":\"a\"}", "{\"a\0\":1}", "\u{1}"] {
            let faults = try site.importing(recordLine() + text + "\n" + recordLine()).faults
            #expect(faults == ["line 2: is not JSON, or has a repeated member"], "\(text)")
        }
        for text in ["1", "[]", "null", "\"a\"", "[{}]"] {
            #expect(try site.importing(text).faults == ["line 1: is not a JSON object"])
        }
        #expect(try site.importing([0xFF, 0x0A]).faults == ["line 1: is not UTF-8"])
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("tells the first twenty faults, and how many there are")
    func many() throws {
        let faults = try site.importing((0..<57).map { _ in "{}\n" }.joined()).faults
        #expect(faults.count == 21 && faults[19] == "line 20: c0 is missing" && faults[20] == "… and 37 more")
    }

    @Test("takes every field's limits")
    func limits() throws {
        let lines = [
            recordLine(["c0": -10, "c7": 10, "finger": 10]), recordLine(["heart_rate": 1, "app_heart_rate": 300]),
            recordLine(["heart_rate": JSONValue.null, "app_heart_rate": JSONValue.null]),
            recordLine(["created_at": "0000-01-01T00:00:00Z"]), recordLine(["created_at": "9999-12-31T23:59:59.9Z"]),
            recordLine(["openid": .string(String(repeating: "z", count: 128))]), recordLine(["record_type": 0]),
            recordLine(["record_type": 1_000_000]), recordLine(["height": 20, "weight": 1]),
            recordLine(["height": 300, "weight": 500]), recordLine(["gender": "female"]),
            recordLine(["birthday": "0001-01-01"]), recordLine(["birthday": "2000-02-29"]),
            recordLine(["partial_pulse_wave": [.integer(.min), .integer(.max)]]),
            recordLine(["partial_pulse_wave": []]), recordLine(["answers": []]),
            recordLine(["answers": [["question_key": "a\0", "values": ["文", ""]]]]),
            recordLine(["remark": JSONValue.null, "gender": JSONValue.null, "has_paid": JSONValue.null]),
        ]
        #expect(try site.importing(lines.joined()).faults == [])
        #expect(try site.count("records") == Int64(lines.count))
    }

    @Test("takes empty lines, CRLF, a byte order mark, and a last line without an end")
    func forms() throws {
        let line = recordLine().dropLast()
        let text = "\u{FEFF}\n\r\n \t\n\(line)\r\n\n\(line)"
        #expect(try site.importing(text).result?.records == 2)
        #expect(try site.importing("\u{FEFF}" + line).result?.records == 1)
        #expect(try site.importing(line + "\n\u{FEFF}" + line).faults.first?.hasPrefix("line 2: ") == true)
    }

    @Test("of nothing imports nothing", arguments: ["", "\n", "\n\n \n", "\u{FEFF}"])
    func empty(text: String) throws {
        let (faults, result) = try site.importing(text)
        #expect(faults == [] && result?.records == 0 && result?.newUsers == 0)
        let csv = text.replacing(" ", with: "")
        #expect(try site.importing(csv, .csv).result?.records == 0)
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("refuses a line over one mebibyte, and takes one that is just so long")
    func longLines() throws {
        func line(_ length: Int) -> String {
            let short = recordLine().utf8.count - 1
            return recordLine().dropLast() + String(repeating: " ", count: length - short) + "\n"
        }
        #expect(try site.importing(line(1 << 20) + line(1 << 20)).faults == [])
        let faults = try site.importing(recordLine() + line((1 << 20) + 1) + recordLine() + "{}").faults
        #expect(faults == ["line 2: is longer than 1048576 bytes", "line 4: c0 is missing"])
        #expect(
            try site.importing(String(repeating: "x", count: 5 << 20)).faults == [
                "line 1: is longer than 1048576 bytes"
            ])
        #expect(try site.count("records") == 2)
    }

    @Test("makes users of new openids, in the file's order, and finds known ones")
    func people() throws {
        let known = try site.signIn("known", profile: UserProfile("known", nickname: "小明"))
        try site.signIn("other-app", appID: "wx1")
        let openids = ["b", "known", "a", "b", "other-app"]
        let (faults, result) = try site.importing(openids.map { recordLine(["openid": .string($0)]) }.joined())
        #expect(faults == [] && result?.records == 5 && result?.newUsers == 3)
        #expect(try site.userID("known") == known && site.database.user(known)?.nickname == "小明")
        #expect(try ["b", "a", "other-app"].map { try site.userID($0) } == [known + 2, known + 4, known + 5])
        #expect(try site.signIn("b") == known + 2, "a login finds the user that the import made")
        #expect(try site.importing(recordLine(["openid": "a"])).result?.newUsers == 0)
        #expect(try site.count("users") == 5)
        let user = try #require(try site.database.user(known + 2))
        #expect(user.createdAt == site.now && user.updatedAt == site.now && !user.isRegistered)
    }

    @Test("by user number takes users that are there, and names those that are not")
    func userNumbers() throws {
        let me = try site.signIn("a")
        func line(_ id: Int64) -> String { recordLine(["openid": nil, "user_id": .integer(id)]) }
        #expect(try site.importing(line(me)).faults == [])
        let faults = try site.importing(line(me) + line(77) + line(me) + line(.max)).faults
        #expect(faults == ["line 2: there is no user 77", "line 4: there is no user \(Int64.max)"])
        #expect(try site.importing(line(77), keeps: false).faults == ["line 1: there is no user 77"])
        #expect(try site.count("records") == 1)
    }

    @Test("refuses a number twice in the file, or that the site has")
    func duplicates() throws {
        func line(_ id: Int64) -> String { recordLine(["record_id": .integer(id), "openid": .string("o\(id)")]) }
        #expect(
            try site.importing(line(5) + line(6) + line(5) + line(5)).faults
                == ["line 3: record_id 5 occurs twice", "line 4: record_id 5 occurs twice"])
        #expect(try site.counts() == [0, 0, 0, 0])
        try site.add(line(5))
        for keeps in [true, false] {
            let faults = try site.importing(line(4) + line(5) + line(6), keeps: keeps).faults
            #expect(faults == ["line 2: record_id 5 already exists"])
        }
        #expect(try site.counts() == [1, 1, 1, 0])
    }

    @Test("gives numbers that no line has, in the file's order")
    func numbers() throws {
        try site.add(recordLine(["record_id": 100, "remark": "0"]))
        let ids: [JSONValue?] = [nil, 103, nil, 3, nil, 102, nil]
        try site.add(ids.enumerated().map { recordLine(["record_id": $1, "remark": .string("\($0 + 1)")]) }.joined())
        let remarks = try site.database.attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT remark FROM records WHERE record_id > 103 ORDER BY record_id") {
                (row) throws(DatabaseError) in try row.text(0)
            }
        }
        #expect(remarks == ["1", "3", "5", "7"])
        #expect(try site.count("records") == 8)
    }

    private func ids() throws -> [Int64] {
        try site.database.attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT record_id FROM records ORDER BY record_id") { (row) throws(DatabaseError) in
                try row.integer(0)
            }
        }
    }

    @Test("takes the highest number there may be, gives none beyond it, and goes on behind the highest of the others")
    func highest() throws {
        let highest: Int64 = 9_007_199_254_740_991
        try site.add(recordLine(["record_id": .integer(highest)]))
        try site.add(recordLine(), recordLine(["openid": "b"]))
        #expect(try ids() == [1, 2, highest])
        try site.add(recordLine(["record_id": 7]), recordLine(), recordLine(["record_id": .integer(highest - 2)]))
        #expect(try ids() == [1, 2, 7, highest - 2, highest - 1, highest], "one is free up there, and is taken")
        try site.add(recordLine())
        #expect(try ids() == [1, 2, 7, 8, highest - 2, highest - 1, highest])
        try site.add(recordLine(), recordLine(["record_id": 12]), recordLine(), recordLine())
        #expect(try ids() == [1, 2, 7, 8, 12, 13, 15, 16, highest - 2, highest - 1, highest])
    }

    @Test("that is dry finds every fault and stores nothing")
    func dryRun() throws {
        let (faults, result) = try site.importing(recordLine() + recordLine(["gender": "male"]), keeps: false)
        #expect(faults == [] && result?.records == 2)
        #expect(try site.importing(recordLine() + "{}", keeps: false).faults == ["line 2: c0 is missing"])
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("that fails while it stores leaves nothing behind, and the next one works")
    func failingStore() throws {
        let lines = (1...30_000).map { recordLine(["openid": .string("o\($0 % 100)"), "gender": "male"]) }.joined()
        try site.execute(
            """
            CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.record_id = 25000
            BEGIN SELECT RAISE(ABORT, 'disk is full'); END
            """)
        let fault = try #require(try site.importing(lines).faults.first)
        #expect(fault.contains("disk is full"))
        #expect(try site.counts() == [0, 0, 0, 0])
        try site.execute("DROP TRIGGER full")
        #expect(try site.importing(lines).result?.newUsers == 100)
        #expect(try site.counts() == [100, 100, 30_000, 30_000])
    }

    @Test("leaves no file in the state directory, whether it works or not")
    func files() throws {
        _ = try site.database
        let folder = site.configuration.stateDirectory
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
        try site.add(recordLine())
        _ = try site.importing("{}")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() == before)
    }

    @Test("keeps no other writer waiting while it reads")
    func readingWaitsForNobody() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/records"
        try Data((0..<3000).map { _ in recordLine() }.joined().utf8).write(to: URL(fileURLWithPath: path))
        var looks = 0
        _ = try RecordImport(installation: site.installation).run(InputFile(path), .json) {
            guard case .reading = $0 else { return }
            looks += 1
            #expect(message { try site.signIn("openid-\(looks)") } == "")
        }
        #expect(looks >= 3)
    }
}
