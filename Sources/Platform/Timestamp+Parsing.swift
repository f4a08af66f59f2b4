extension Timestamp {
    /// Reads a date and time of RFC 3339, section 5.6: `2018-07-04T08:01:27Z`, `2018-07-04T16:01:27.5+08:00`.
    ///
    /// - Returns: Unix seconds, and whether a fraction of one was left out; nil when the text is none.
    package static func parse(_ text: String) -> (seconds: Int64, hasFraction: Bool)? {
        guard let date = CalendarDate(text.utf8.prefix(10)) else { return nil }
        var reader = DigitReader(text.utf8.dropFirst(10))
        guard reader.take("Tt "), let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
            reader.take(":"), let second = reader.number(2), let hasFraction = reader.fraction(),
            let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        // A leap second counts as the first of the next minute.
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return (date.days * 86_400 + hour * 3600 + minute * 60 + second - offset, hasFraction)
    }
}
