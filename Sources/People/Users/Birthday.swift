internal import Platform

/// A date of birth, `yyyy-mm-dd`.
package enum Birthday {
    /// The text if it is a real date, from 1900 on and not in the future; else nil.
    ///
    /// - Parameter today: Unix seconds; the date is China's.
    package static func checked(_ text: String, today: Int64) -> String? {
        guard let day = CalendarDate(text: text), day.year >= 1900, day.days <= CalendarDate(inChinaAt: today).days
        else {
            return nil
        }
        return text
    }
}
