import JSON
import SplitMix
import Testing

@testable import RecordTransfer
@testable import WeChat

enum Fuzz {
    /// Changes, takes out or puts in a few bytes in one place.
    static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0...4, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3: bytes.insert(Array("\",\n\r{}[]0\0\u{FF}".utf8).randomElement(using: &random) ?? 0, at: place)
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
    }
}

@Suite("A file of records that is noise", .timeLimit(.minutes(5)))
struct RecordFuzzTests {
    private static let header = RecordField.allCases.map(\.rawValue).joined(separator: ",")

    /// Whatever is in it: it is imported whole, or faults are told and nothing is stored.
    private static func check(_ bytes: [UInt8], _ format: RecordFormat, _ site: SiteSetting, _ what: String) throws {
        let before = try site.counts()
        let (faults, result) = try site.importing(bytes, format)
        let after = try site.counts()
        if let result {
            #expect(faults.isEmpty && (after[2] ?? 0) - (before[2] ?? 0) == Int64(result.records), "\(what)")
        } else {
            #expect(!faults.isEmpty && faults.allSatisfy { !$0.isEmpty } && before == after, "\(what)")
        }
    }

    @Test("is refused whole", arguments: 0..<3, RecordFormat.allCases)
    func noise(seed: UInt64, format: RecordFormat) throws {
        var random = SplitMix64(seed)
        let site = try SiteSetting()
        let alphabet = Array("{}[]\",:\\\n\r \0\u{FF}0123e-+.truefalsnulopid".utf8)
        for round in 0..<40 {
            let count = Int.random(in: 0...3000, using: &random)
            var bytes = (0..<count).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
            }
            if format == .csv, Bool.random(using: &random) { bytes = Array((Self.header + "\n").utf8) + bytes }
            try Self.check(bytes, format, site, "seed \(seed), round \(round)")
        }
    }

    @Test("in one place is imported whole, or refused whole", arguments: 0..<3, RecordFormat.allCases)
    func mutations(seed: UInt64, format: RecordFormat) throws {
        var random = SplitMix64(seed &+ 1000)
        let site = try SiteSetting()
        let source = try SiteSetting()
        try source.add(
            recordLine([
                "remark": "a\"b,c\nd", "partial_pulse_wave": [1, 2], "gender": "male", "birthday": "1990-01-31",
            ]),
            recordLine(["answers": [["question_key": "q", "values": ["v"]]], "heart_rate": JSONValue.null]))
        let good = Array(try source.exported(format).utf8)
        for round in 0..<80 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) { Fuzz.mutate(&bytes, &random) }
            try Self.check(bytes, format, site, "seed \(seed), round \(round)")
            try site.execute("DELETE FROM record_details")
            try site.execute("DELETE FROM records")
        }
    }
}
