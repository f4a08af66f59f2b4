extension Timestamp {
    /// Reads a date and time of RFC 3339, section 5.6: `2018-07-04T08:01:27Z`, `2018-07-04T16:01:27.5+08:00`.
    ///
    /// - Returns: Unix seconds, and whether a fraction of one was left out; nil when the text is none.
    package static func parse(_ text: String) -> (seconds: Int64, hasFraction: Bool)? {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("Tt "), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2), reader.take(":"), let second = reader.number(2)
        else { return nil }
        guard (1...12).contains(month), (1...length(of: month, in: year)).contains(day), hour < 24, minute < 60,
            // A leap second counts as the first of the next minute.
            second <= 60, let hasFraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
        else { return nil }
        return (days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset, hasFraction)
    }

    /// How many days a month has, 1 to 12.
    package static func length(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar. March begins the year here, so that leap days come last; 153 days
    /// are five months from March on.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // 400 years are 146,097 days; with them added, no year is negative and every division rounds down.
        let year = (month > 2 ? year : year - 1) + 400
        let sinceMarch = (month + 9) % 12
        let leapDays = year / 4 - year / 100 + year / 400
        return year * 365 + leapDays + (153 * sinceMarch + 2) / 5 + day - 1 - 719_468 - 146_097
    }
}

/// Takes a text apart from the left.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// One byte, if it is one of `choices`.
    mutating func take(_ choices: String) -> Bool {
        guard let first = rest.first, choices.utf8.contains(first) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Whether a fraction other than zero was there; nil when there is a point without digits.
    mutating func fraction() -> Bool? {
        guard take(".") else { return false }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : digits.contains { $0 != 0x30 }
    }

    /// Seconds that the local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if take("Zz") { return 0 }
        let isBehind = rest.first == UInt8(ascii: "-")
        guard take("+-"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
    }
}
