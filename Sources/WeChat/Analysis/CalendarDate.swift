/// A day of the Gregorian calendar, without a time zone.
struct CalendarDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// - Parameter days: since 1970-01-01.
    init(days: Int64) {
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

    /// The day in China (UTC+8, no summer time) at a Unix time.
    init(inChinaAt seconds: Int64) {
        let local = CalendarDate.chinese(seconds)
        self.init(days: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    /// The hour in China at a Unix time, 0…23.
    static func hourInChina(at seconds: Int64) -> Int {
        let rest = chinese(seconds) % 86_400
        return Int((rest < 0 ? rest + 86_400 : rest) / 3600)
    }

    /// A time of the years ±10,000 at most: beyond them nothing is measured, and nothing may overflow.
    private static func chinese(_ seconds: Int64) -> Int64 {
        min(max(seconds, -250_000_000_000), 250_000_000_000) + 28_800
    }
}
