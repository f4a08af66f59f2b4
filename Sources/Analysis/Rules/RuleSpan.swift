/// The numbers that a value can be, as far as is known when the rule file is read.
struct RuleSpan: Equatable {
    var low: Double
    var high: Double
    /// Whether `low` and `high` themselves are excluded.
    var isLowOpen = false
    var isHighOpen = false
    /// Whether only whole numbers are possible.
    var isWhole: Bool

    init(low: Double, high: Double, isWhole: Bool) {
        self.low = low
        self.high = high
        self.isWhole = isWhole
    }

    init(_ range: ClosedRange<Int>) {
        self.init(low: Double(range.lowerBound), high: Double(range.upperBound), isWhole: true)
    }

    /// Any number of the range, whole or not.
    init(measured range: ClosedRange<Double>) {
        self.init(low: range.lowerBound, high: range.upperBound, isWhole: false)
    }

    /// One number and no other.
    init(_ number: Double) { self.init(low: number, high: number, isWhole: number == number.rounded()) }

    /// Whether no number is left.
    var isEmpty: Bool { low > high || low == high && (isLowOpen || isHighOpen) }

    /// `-10…10`
    var text: String {
        low == high ? RuleNumber.text(low) : "\(RuleNumber.text(low))…\(RuleNumber.text(high))"
    }

    /// What remains of it if the comparison with a value of `other` is true.
    func narrowed(by comparison: RuleComparison, _ other: RuleSpan) -> RuleSpan {
        switch comparison {
        case .less: cut(above: other.high, isOpen: true)
        case .atMost: cut(above: other.high, isOpen: other.isHighOpen)
        case .greater: cut(below: other.low, isOpen: true)
        case .atLeast: cut(below: other.low, isOpen: other.isLowOpen)
        case .equal: cut(above: other.high, isOpen: false).cut(below: other.low, isOpen: false)
        case .different: low == high && other.low == other.high && low == other.low ? RuleSpan.none : self
        }
    }

    /// Whether the comparison is true for each of its numbers with each of `other`.
    func always(_ comparison: RuleComparison, _ other: RuleSpan) -> Bool {
        switch comparison {
        case .less: high < other.low
        case .atMost: high <= other.low
        case .greater: low > other.high
        case .atLeast: low >= other.high
        case .equal: low == high && other.low == other.high && low == other.low
        case .different: high < other.low || low > other.high
        }
    }

    private static let none = RuleSpan(low: 1, high: 0, isWhole: true)

    private func cut(above bound: Double, isOpen: Bool) -> RuleSpan {
        var span = self
        let top = isWhole ? (isOpen ? bound.rounded(.up) - 1 : bound.rounded(.down)) : bound
        guard top <= high else { return span }
        span.isHighOpen = !isWhole && (isOpen || top == high && isHighOpen)
        span.high = top
        return span
    }

    private func cut(below bound: Double, isOpen: Bool) -> RuleSpan {
        var span = self
        let bottom = isWhole ? (isOpen ? bound.rounded(.down) + 1 : bound.rounded(.up)) : bound
        guard bottom >= low else { return span }
        span.isLowOpen = !isWhole && (isOpen || bottom == low && isLowOpen)
        span.low = bottom
        return span
    }
}

/// How two numbers are compared.
enum RuleComparison: String, CaseIterable {
    case less = "<"
    case atMost = "<="
    case equal = "="
    case different = "!="
    case atLeast = ">="
    case greater = ">"
}

/// Numbers as rule files and reports show them.
enum RuleNumber {
    /// Without a fraction, or with one digit of it; `—` for an unknown value.
    static func text(_ number: Double) -> String {
        guard number.isFinite, number.magnitude < 1e12 else { return "—" }
        let tenths = Int64((number * 10).rounded())
        guard tenths % 10 != 0 else { return String(tenths / 10) }
        return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
}
