extension CalendarDate {
    /// `YYYY-MM-DD`, a day that there is.
    init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { CalendarDate.digits($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(days: CalendarDate.days(year, month, day))
        guard self.year == year, self.month == month, self.day == day else { return nil }
    }

    /// Full years from this day to another.
    func years(to other: CalendarDate) -> Int {
        let hasPassed = (other.month, other.day) >= (month, day)
        return other.year - year - (hasPassed ? 0 : 1)
    }

    /// Unix seconds of `2018-07-04T08:01:27Z`, `2018-07-04T16:01:27.5+08:00`; the fraction is dropped.
    static func seconds(rfc3339 text: String) -> Int64? {
        let utf8 = Array(text.utf8)
        guard utf8.count >= 20, utf8[10] | 0x20 == UInt8(ascii: "t"), utf8[13] == UInt8(ascii: ":"),
            utf8[16] == UInt8(ascii: ":"), let date = CalendarDate(text: String(decoding: utf8[..<10], as: UTF8.self)),
            let hour = digits(utf8[11..<13]), let minute = digits(utf8[14..<16]), let second = digits(utf8[17..<19]),
            hour < 24, minute < 60, second <= 60, let offset = offset(utf8[19...])
        else { return nil }
        let day = days(date.year, date.month, date.day)
        return day * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset
    }

    /// Seconds east of Greenwich of what stands behind the seconds: a fraction or none, `Z` or `±HH:MM`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int64? {
        var rest = text
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        if rest.count == 1, let last = rest.first, last | 0x20 == UInt8(ascii: "z") { return 0 }
        let start = rest.startIndex
        guard rest.count == 6, rest[start + 3] == UInt8(ascii: ":"),
            let hours = digits(rest[(start + 1)..<(start + 3)]),
            let minutes = digits(rest[(start + 4)...]), hours < 24, minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        switch rest[start] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    /// Days since 1970-01-01 (Hinnant's days_from_civil, for years from 1).
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (year / 400, year % 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
    }

    private static func digits(_ text: Substring) -> Int? { digits(Array(text.utf8)[...]) }

    private static func digits(_ text: ArraySlice<UInt8>) -> Int? {
        guard !text.isEmpty, text.count <= 4 else { return nil }
        var number = 0
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }
}
