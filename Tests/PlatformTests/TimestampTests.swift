import Glibc
import Testing

@testable import Platform

/// The C library is the oracle.
@Suite("A time in a text", .timeLimit(.minutes(5)))
struct TimestampTests {
    /// As `gmtime_r` and `strftime` have it; the year in four digits, which strftime's `%Y` does not fill up.
    private static func oracle(_ seconds: Int64) -> String {
        var (time, parts) = (time_t(seconds), tm())
        gmtime_r(&time, &parts)
        let year = String(parts.tm_year + 1900)
        let rest = [CChar](unsafeUninitializedCapacity: 32) { buffer, count in
            count = buffer.baseAddress.map { strftime($0, 32, "-%m-%dT%H:%M:%SZ", &parts) } ?? 0
        }
        return String(repeating: "0", count: 4 - year.count) + year
            + String(decoding: rest.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Every day between two, by its first and its last second.
    private static func wrongDays(_ days: ClosedRange<Int64>) -> [String] {
        days.flatMap { [$0 * 86_400, $0 * 86_400 + 86_399] }.compactMap { seconds in
            let text = oracle(seconds)
            guard Timestamp.text(seconds) == text else { return text }
            let parsed = Timestamp.parse(text)
            return parsed?.seconds == seconds && parsed?.hasFraction == false ? nil : text
        }
    }

    @Test("is what was written, for every day from 1900 to 2100")
    func everyDay() {
        #expect(Timestamp.text(-25_567 * 86_400) == "1900-01-01T00:00:00Z")
        #expect(Timestamp.text(47_846 * 86_400) == "2100-12-31T00:00:00Z")
        #expect(Self.wrongDays(-25_567...47_846) == [])
    }

    @Test("is what was written, at both ends of what can be written")
    func ends() {
        let (first, last) = (Timestamp.writable.lowerBound, Timestamp.writable.upperBound)
        #expect(Timestamp.text(first) == "0000-01-01T00:00:00Z" && Timestamp.text(last) == "9999-12-31T23:59:59Z")
        #expect(Self.wrongDays((first / 86_400)...(first / 86_400 + 5 * 366)) == [])
        #expect(Self.wrongDays((last / 86_400 - 366)...(last / 86_400)) == [])
    }

    @Test("has no day that the calendar does not have", arguments: [1900, 1904, 2000, 2023, 2024, 2100])
    func lengths(year: Int) {
        let isLeap = [1904, 2000, 2024].contains(year)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for month in 0...13 {
            for day in 0...32 {
                let (month2, day2) = (month < 10 ? "0\(month)" : "\(month)", day < 10 ? "0\(day)" : "\(day)")
                let exists = (1...12).contains(month) && day >= 1 && day <= lengths[month - 1]
                let text = "\(year)-\(month2)-\(day2)T00:00:00Z"
                #expect((Timestamp.parse(text) != nil) == exists, "\(text)")
            }
        }
    }

    static let moment: Int64 = 1_530_691_287

    @Test(
        "may be of any offset, and in either case",
        arguments: [
            "2018-07-04T08:01:27Z", "2018-07-04t08:01:27z", "2018-07-04 08:01:27Z", "2018-07-04T16:01:27+08:00",
            "2018-07-04T00:01:27-08:00", "2018-07-04T13:31:27+05:30", "2018-07-05T08:00:27+23:59",
            "2018-07-03T08:02:27-23:59", "2018-07-04T08:01:27+00:00", "2018-07-04T08:01:27-00:00",
        ])
    func offsets(text: String) {
        #expect(Timestamp.parse(text)?.seconds == Self.moment)
    }

    @Test("at every offset is as far from UTC as it says")
    func everyOffset() {
        for minutes in 0..<24 * 60 {
            let (hour, minute) = (minutes / 60, minutes % 60)
            let offset = "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
            let far = Int64(minutes * 60)
            #expect(Timestamp.parse("2018-07-04T08:01:27+\(offset)")?.seconds == Self.moment - far)
            #expect(Timestamp.parse("2018-07-04T08:01:27-\(offset)")?.seconds == Self.moment + far)
        }
    }

    @Test("loses its fraction, and says so")
    func fractions() {
        for (fraction, isLost) in [("", false), (".0", false), (".000", false), (".5", true), (".001", true)] {
            let parsed = Timestamp.parse("2018-07-04T08:01:27\(fraction)Z")
            #expect(parsed?.seconds == Self.moment && parsed?.hasFraction == isLost, "\(fraction)")
        }
        let long = "2018-07-04T08:01:27." + String(repeating: "9", count: 100_000) + "+00:00"
        #expect(Timestamp.parse(long)?.seconds == Self.moment)
        #expect(Timestamp.parse("1969-12-31T23:59:58.5Z")?.seconds == -2)
    }

    @Test("may be a leap second")
    func leapSecond() {
        #expect(Timestamp.parse("2016-12-31T23:59:60Z")?.seconds == Timestamp.parse("2017-01-01T00:00:00Z")?.seconds)
        #expect(Timestamp.parse("2016-12-31T23:59:61Z") == nil)
    }

    @Test(
        "is none when it is anything else",
        arguments: [
            "", " ", "Z", "now", "0", "1530691287", "2018", "2018-07-04", "2018-07-04T08:01Z", "2018-07-04T08:01:27",
            "2018-07-04T08:01:27 Z", " 2018-07-04T08:01:27Z", "2018-07-04T08:01:27Z ", "2018-07-04T08:01:27Z\n",
            "2018-07-04T08:01:27ZZ", "2018-07-04T08:01:27.Z", "2018-07-04T08:01:27,5Z", "2018-07-04T08:01:27.5",
            "2018-07-04T08:01:27+08", "2018-07-04T08:01:27+0800", "2018-07-04T08:01:27+8:00",
            "2018-07-04T08:01:27+24:00", "2018-07-04T08:01:27+00:60", "2018-07-04T08:01:27+08:00Z",
            "2018-07-04T08:01:27\u{2212}08:00", "2018-07-04T24:00:00Z", "2018-07-04T08:60:00Z", "2018-7-4T08:01:27Z",
            "18-07-04T08:01:27Z", "02018-07-04T08:01:27Z", "-018-07-04T08:01:27Z", "+2018-07-04T08:01:27Z",
            "2018/07/04T08:01:27Z", "2018-07-04_08:01:27Z", "2018-07-04T08-01-27Z", "20180704T080127Z",
            "２０１８-07-04T08:01:27Z", "2018-0a-04T08:01:27Z", "2018-07-04T08:01:2 Z", "2018-07-04T08:01:27Z\0",
            "2018-W27-3T08:01:27Z", "2018-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2018-07-04T-8:01:27Z",
        ])
    func none(text: String) {
        #expect(Timestamp.parse(text) == nil)
    }

    @Test("is none when any one character is missing, or is another letter")
    func damages() {
        let bytes = Array("2018-07-04T16:01:27+08:00".utf8)
        for index in bytes.indices {
            let cut = String(decoding: bytes[..<index] + bytes[(index + 1)...], as: UTF8.self)
            let other = String(decoding: bytes[..<index] + [0x78] + bytes[(index + 1)...], as: UTF8.self)
            #expect(Timestamp.parse(cut) == nil && Timestamp.parse(other) == nil, "\(cut) \(other)")
        }
    }
}
