internal import Platform

/// A day of birth, `yyyy-mm-dd`.
package enum Birthday {
    /// The text when it is a real day from 1900 on that is not in the future; else nil.
    package static func checked(_ text: String, today: Int64) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            year >= 1900, (1...12).contains(month), (1...length(of: month, in: year)).contains(day),
            // China's day begins eight hours before that of Greenwich.
            text <= Timestamp.text(today + 8 * 3600).prefix(10)
        else { return nil }
        return text
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
