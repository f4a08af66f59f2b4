/// A day of the Gregorian calendar, without a time zone.
package struct CalendarDate: Equatable, Sendable {
    package let year: Int
    /// 1…12
    package let month: Int
    package let day: Int

    /// - Parameter days: since 1970-01-01.
    package init(days: Int64) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years begin in March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * month + 2) / 5 + 1)
        self.month = Int(month < 10 ? month + 3 : month - 9)
        year = Int(yearOfEra + era * 400) + (self.month <= 2 ? 1 : 0)
    }

    /// `YYYY-MM-DD`; nil unless the day exists.
    package init?(text: String) { self.init(text.utf8) }

    init?(_ text: some Collection<UInt8>) {
        guard text.count == 10 else { return nil }
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2)
        else { return nil }
        self.init(year, month, day)
    }

    /// `YYYY-MM-DD`, or as spreadsheets write it: `1990/1/31`.
    package init?(tolerantly text: String) {
        var reader = DigitReader(text.utf8)
        self.init(tolerantly: &reader)
        guard reader.isAtEnd else { return nil }
    }

    /// The year comes first: in any other order day and month look alike.
    init?(tolerantly reader: inout DigitReader) {
        guard let year = reader.number(4), let separator = ["-", "/"].first(where: { reader.take($0) }),
            let month = reader.shortNumber(), reader.take(separator), let day = reader.shortNumber()
        else { return nil }
        self.init(year, month, day)
    }

    private init?(_ year: Int64, _ month: Int64, _ day: Int64) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(days: CalendarDate.days(Int(year), Int(month), Int(day)))
        // A day that does not exist would have become one of the next month.
        guard self.month == month, self.day == day else { return nil }
    }

    /// The day in China (UTC+8, no summer time) at a Unix time.
    package init(inChinaAt seconds: Int64) {
        let local = CalendarDate.chinese(seconds)
        self.init(days: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    /// `YYYY-MM-DD`, for the years 0 to 9999.
    package var text: String { String(Timestamp.text(days * 86_400).prefix(10)) }

    /// Days since 1970-01-01.
    package var days: Int64 { CalendarDate.days(year, month, day) }

    /// Full years from this day to another.
    package func years(to other: CalendarDate) -> Int {
        let hasPassed = (other.month, other.day) >= (month, day)
        return other.year - year - (hasPassed ? 0 : 1)
    }

    /// The hour in China at a Unix time, 0…23.
    package static func hourInChina(at seconds: Int64) -> Int {
        let rest = chinese(seconds) % 86_400
        return Int((rest < 0 ? rest + 86_400 : rest) / 3600)
    }

    /// Clamps to the years ±10,000: nothing is measured beyond them, and arithmetic must not overflow.
    private static func chinese(_ seconds: Int64) -> Int64 {
        min(max(seconds, -250_000_000_000), 250_000_000_000) + chinaOffset
    }

    /// How far China is ahead of UTC, in seconds.
    static let chinaOffset: Int64 = 28_800

    /// Hinnant's days_from_civil, for years from 0.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        // 400 years are 146,097 days; with them added, no year is negative and every division rounds down.
        let year = (month <= 2 ? year - 1 : year) + 400
        let (era, yearOfEra) = (year / 400, year % 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468 - 146_097)
    }
}
