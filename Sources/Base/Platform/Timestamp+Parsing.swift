extension Timestamp {
    /// Reads a date and time of RFC 3339, section 5.6: `2018-07-04T08:01:27Z`, `2018-07-04T16:01:27.5+08:00`.
    ///
    /// - Returns: Unix seconds, and whether a fraction of a second was dropped; nil when the text is not such a time.
    package static func parse(_ text: String) -> (seconds: Int64, hasFraction: Bool)? {
        guard let date = CalendarDate(text.utf8.prefix(10)) else { return nil }
        var reader = DigitReader(text.utf8.dropFirst(10))
        guard reader.take("Tt "), let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
            reader.take(":"), let second = reader.number(2), let hasFraction = reader.fraction(),
            let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        guard let seconds = seconds(date, hour, minute, second) else { return nil }
        return (seconds - offset, hasFraction)
    }

    /// Reads a date and time as programs and spreadsheets write it, year first: also `2018/7/4 16:01 +0800`, with a
    /// blank instead of the `T`, without seconds, or without a zone, which is then China's.
    ///
    /// - Returns: Unix seconds, and whether the text names a zone; nil when it is not a date and time.
    package static func parse(tolerantly text: String) -> (seconds: Int64, hasZone: Bool)? {
        var reader = DigitReader(text.utf8)
        guard let date = CalendarDate(tolerantly: &reader), reader.take("Tt ") else { return nil }
        while reader.take(" ") {}
        guard let hour = reader.shortNumber(), reader.take(":"), let minute = reader.number(2),
            let second = reader.take(":") ? reader.number(2) : 0, reader.fraction() != nil,
            let seconds = seconds(date, hour, minute, second)
        else { return nil }
        while reader.take(" ") {}
        if reader.isAtEnd { return (seconds - CalendarDate.chinaOffset, false) }
        guard let offset = reader.offset(allowsShort: true), reader.isAtEnd else { return nil }
        return (seconds - offset, true)
    }

    /// A leap second counts as the first of the next minute.
    private static func seconds(_ date: CalendarDate, _ hour: Int64, _ minute: Int64, _ second: Int64) -> Int64? {
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return date.days * 86_400 + hour * 3600 + minute * 60 + second
    }
}
