/// Reads the text of a date or time from the left.
struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some Collection<UInt8>) { rest = Array(text)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// One digit or two.
    mutating func shortNumber() -> Int64? {
        let count = rest.prefix(2).prefix { (0x30...0x39).contains($0) }.count
        return count == 0 ? nil : number(count)
    }

    /// One byte, if it is one of `choices`.
    mutating func take(_ choices: String) -> Bool {
        guard let first = rest.first, choices.utf8.contains(first) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Reads an optional fraction: whether it is other than zero; nil for a point without digits.
    mutating func fraction() -> Bool? {
        guard take(".") else { return false }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : digits.contains { $0 != 0x30 }
    }

    /// Seconds that the local time is ahead of UTC: `Z`, `+08:00` and, if allowed, `+0800` and `+08`.
    mutating func offset(allowsShort: Bool = false) -> Int64? {
        if take("Zz") { return 0 }
        let isBehind = rest.first == UInt8(ascii: "-")
        guard take("+-"), let hours = number(2) else { return nil }
        let hasMinutes = take(":") || allowsShort && !isAtEnd
        guard hasMinutes || allowsShort, let minutes = hasMinutes ? number(2) : 0, hours < 24, minutes < 60 else {
            return nil
        }
        return (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
    }
}
