import Testing

@testable import Platform

@Suite("A time as programs and spreadsheets write it")
struct TolerantTimeTests {
    /// 2026-11-25T02:00:00Z
    private static let moment: Int64 = 1_795_572_000

    static let written = [
        "2026-11-25T02:00:00Z", "2026-11-25t02:00:00z", "2026-11-25T10:00:00+08:00", "2026-11-25T10:00:00+0800",
        "2026-11-25T10:00:00+08", "2026-11-25 10:00:00 +0800", "2026-11-25 10:00+08:00", "2026-11-25T02:00Z",
        "2026-11-25T02:00:00.000Z", "2026-11-25T02:00:00.9+00:00", "2026/11/25 10:00:00+08:00", "2026-11-24T21:30-0430",
        "2026-11-24T22:00:00-04", "2026-11-25 2:00 Z", "2026-11-25  02:00:00  Z",
    ]

    @Test("is the moment that it names", arguments: written)
    func zones(text: String) throws {
        let time = try #require(Timestamp.parse(tolerantly: text))
        #expect(time.seconds == Self.moment && time.hasZone)
    }

    @Test(
        "without a zone is China's",
        arguments: ["2026-11-25 10:00", "2026-11-25T10:00:00", "2026/11/25 10:00", "2026/11/25 10:00:00.5 "])
    func noZone(text: String) throws {
        let time = try #require(Timestamp.parse(tolerantly: text))
        #expect(time.seconds == Self.moment && !time.hasZone)
    }

    @Test(
        "is refused where it could be another, or none",
        arguments: [
            "", "2026-11-25", "2026-11-25T", "25/11/2026 10:00", "11/25/2026 10:00", "2026-11/25 10:00",
            "26-11-25 10:00",
            "2026-13-01 10:00", "2026-02-29 10:00", "2026-11-25 24:00", "2026-11-25 10:60", "2026-11-25 10",
            "2026-11-25 10:0",
            "2026-11-25 10:00:61", "2026-11-25 10:00 AM", "2026-11-25T10:00+8", "2026-11-25T10:00+080",
            "2026-11-25T10:00+08:",
            "2026-11-25T10:00+24:00", "2026-11-25T10:00+08:60", "2026-11-25T10:00ZZ", "2026-11-25T10:00:",
            "45989.41667",
            " 2026-11-25 10:00", "2026-11-25 10:00:00.", "２026-11-25 10:00", "2026-11-25 10:00 CST",
            "+2026-11-25 10:00",
        ])
    func refusals(text: String) {
        #expect(Timestamp.parse(tolerantly: text) == nil)
    }

    @Test("that RFC 3339 has is what the strict reader makes of it, and others it makes nothing of")
    func strict() {
        for text in Self.written {
            if let time = Timestamp.parse(text) { #expect(time.seconds == Self.moment, "\(text)") }
        }
        #expect(Timestamp.parse("2026-11-25T10:00:00+0800") == nil && Timestamp.parse("2026-11-25T10:00+08:00") == nil)
    }

    @Test(
        "has a day as spreadsheets write it",
        arguments: [
            ("1990-01-31", "1990-01-31"), ("1990/1/31", "1990-01-31"), ("1990-1-3", "1990-01-03"),
            ("2000/02/29", "2000-02-29"),
            ("0000-01-01", "0000-01-01"), ("1990-02-30", nil), ("1/31/1990", nil), ("31.01.1990", nil),
            ("1990-01-31 ", nil),
            ("1990/1-31", nil), ("1990-001-01", nil), ("90/1/31", nil), ("1990/1/31 0:00", nil), ("", nil),
            ("1990年1月31日", nil),
        ] as [(String, String?)])
    func days(text: String, day: String?) {
        #expect(CalendarDate(tolerantly: text)?.text == day)
    }

    @Test("crashes nothing, whatever it is, and what is taken can be written")
    func anything() {
        var random = SeededBytes(3)
        var taken = 0
        for round in 0..<100_000 {
            let sample = Self.written[round % Self.written.count]
            let text = String(decoding: random.mutated(Array(sample.utf8)), as: UTF8.self)
            guard let time = Timestamp.parse(tolerantly: text), Timestamp.writable.contains(time.seconds) else {
                continue
            }
            taken += 1
            if Timestamp.parse(Timestamp.text(time.seconds))?.seconds != time.seconds { Issue.record("\(text)") }
        }
        #expect((10_000...90_000).contains(taken), "both happen")
    }
}
