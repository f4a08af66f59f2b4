import Testing

@testable import People
@testable import WeChat

@Suite("A birthday")
struct BirthdayTests {
    /// 2026-03-01 15:59:59 at Greenwich: the last second of that day in China.
    static let today: Int64 = 1_772_380_799

    @Test(
        "is a day that has been",
        arguments: [
            "1900-01-01", "1990-12-31", "2000-02-29", "2024-02-29", "2025-02-28", "1999-04-30", "2026-02-28",
            "2026-03-01",
        ])
    func right(text: String) { #expect(Birthday.checked(text, today: Self.today) == text) }

    @Test(
        "is nothing else",
        arguments: [
            "2026-03-02", "2027-01-01", "9999-12-31", "1900-02-29", "2023-02-29", "2100-02-29", "2025-02-30",
            "2025-04-31", "2025-06-31", "2025-09-31", "2025-11-31", "2025-01-32", "2025-13-01", "2025-00-01",
            "2025-01-00", "0000-00-00", "0000-01-01", "1899-12-31", "1990-1-1", "90-01-01", "1990/01/01", "19900101",
            "1990-01-01 ", " 1990-01-01", "1990-01-01T00:00:00", "01-01-1990", "1990-01", "1990-01-0a", "+990-01-01",
            "-990-01-01", "1990--1-01", "１９９０-01-01", "1990-01-1\u{0661}", "一九九〇", "yesterday", "", "-", "--",
            "----------", "1990-01-01\u{0}", "642470400",
        ])
    func wrong(text: String) { #expect(Birthday.checked(text, today: Self.today) == nil) }

    @Test("may be today, when today has begun in China")
    func midnight() {
        #expect(Birthday.checked("2026-03-02", today: Self.today) == nil)
        #expect(Birthday.checked("2026-03-02", today: Self.today + 1) == "2026-03-02")
    }
}
