internal import Platform

/// A day of birth, `yyyy-mm-dd`.
package enum Birthday {
    /// The text when it is a real day from 1900 on that is not in the future; else nil.
    ///
    /// - Parameter today: Unix seconds; the day is China's.
    package static func checked(_ text: String, today: Int64) -> String? {
        guard let day = CalendarDate(text: text), day.year >= 1900, day.days <= CalendarDate(inChinaAt: today).days
        else {
            return nil
        }
        return text
    }
}
