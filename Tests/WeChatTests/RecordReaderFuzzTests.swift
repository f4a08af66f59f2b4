import JSON
import SplitMix
import Testing

@testable import RecordTransfer
@testable import WeChat

/// The readers alone, without a site: what `RecordFuzzTests` shows of tens of files, of a hundred thousand rows.
@Suite("A row that is noise", .timeLimit(.minutes(5)))
struct RecordReaderFuzzTests {
    private static let good: [String] = [
        "record_id,openid,created_at,finger,c0,c1,c2,c3,c4,c5,c6,c7,heart_rate,app_heart_rate,app_highest_heart_rate,"
            + "app_lowest_heart_rate,has_paid,remark,gender,birthday,height,weight,partial_pulse_wave,answers",
        "7,oMP1,2018-07-04T08:01:27Z,1,-1,2.0,0,0,0,1e0,0,0,72.5,71,,55,TRUE,'=a,male,1990/1/31,170.5,60,\"[1,2.0]\","
            + "\"[{\"\"question_key\"\":\"\"q\"\",\"\"values\"\":[\"\"v\"\"]}]\"",
        "=\"8\",=\"oMP1\",2018/7/4 16:01,10,-10,10,0,0,0,0,0,0,,,,,0,\"a\"\"b,c\nd\",,,,,,,,,",
    ]

    private static let writer = RecordWriter(format: .csv)
    private static let header = try? CSVHeader(Array(writer.header.dropFirst(3).dropLast(2)))
    private static let separators: [UInt8] = [0x2C, 0x3B, 0x09]

    private static func bytes(_ part: String, _ separator: UInt8) -> [UInt8] {
        part.utf8.map { $0 == 0x2C ? separator : $0 }
    }

    /// What is taken can be written, and is the same when it is read again.
    private static func check(_ value: JSONValue, _ what: @autoclosure () -> String) -> Bool {
        guard let record = try? RecordReader.read(value) else { return false }
        let json = RecordWriter(format: .json).line(record.draft)
        let again = (try? JSONValue(parsing: json, limits: .own, rejectsDuplicates: true)).flatMap {
            try? RecordReader.read($0)
        }
        if again?.draft != record.draft { Issue.record("as JSON: \(what())") }
        let cells = CSVRows.cells(Array(writer.line(record.draft).dropLast(2)), by: 0x2C)
        let object = cells.flatMap { try? header?.object($0) }
        let back = object.flatMap { try? RecordReader.read($0) }
        if back?.draft != record.draft { Issue.record("as CSV: \(what())") }
        return true
    }

    @Test("of CSV is taken or refused, and what is taken comes back as it was", arguments: 0..<4)
    func csv(seed: UInt64) throws {
        var random = SplitMix64(21 + seed)
        let headers = try Self.separators.compactMap { try CSVHeader(Self.bytes(Self.good[0], $0)) }
        var taken = 0
        for _ in 0..<25_000 {
            var header = headers[Int.random(in: 0...2, using: &random)]
            if Int.random(in: 0...15, using: &random) == 0 {
                var first = Self.bytes(Self.good[0], header.separator)
                Fuzz.mutate(&first, &random)
                guard let mutated = try? CSVHeader(first) else { continue }
                header = mutated
            }
            var row = Self.bytes(Self.good[Int.random(in: 1...2, using: &random)], header.separator)
            for _ in 0..<Int.random(in: 1...3, using: &random) { Fuzz.mutate(&row, &random) }
            guard let cells = CSVRows.cells(row, by: header.separator), let object = try? header.object(cells) else {
                continue
            }
            if Self.check(object, "\(row)") { taken += 1 }
        }
        #expect((200...20_000).contains(taken), "both happen")
    }

    @Test("of JSON is taken or refused, and what is taken comes back as it was", arguments: 0..<4)
    func json(seed: UInt64) throws {
        var random = SplitMix64(31 + seed)
        let line = Array(
            recordLine([
                "c0": .real(3), "heart_rate": .real(72.5), "remark": "'=文\"", "partial_pulse_wave": [1, .real(2)],
                "height": .real(170.25), "answers": [["question_key": "q", "values": ["v"]]],
            ]).utf8)
        var taken = 0
        for _ in 0..<25_000 {
            var bytes = line
            for _ in 0..<Int.random(in: 1...3, using: &random) { Fuzz.mutate(&bytes, &random) }
            guard let value = try? JSONValue(parsing: bytes, limits: .own, rejectsDuplicates: true) else { continue }
            if Self.check(value, "\(bytes)") { taken += 1 }
        }
        #expect((200...20_000).contains(taken), "both happen")
    }
}
