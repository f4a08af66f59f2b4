extension RuleSpan {
    /// The possible results of an operation on values of the given spans. `spans` is not empty.
    init(_ operation: RuleNode.Operation, _ spans: [RuleSpan]) {
        let (lows, highs) = (spans.map(\.low), spans.map(\.high))
        let isWhole = spans.allSatisfy(\.isWhole)
        let (sum, top) = (lows.reduce(0, +), highs.reduce(0, +))
        switch operation {
        case .sum: self.init(checking: sum, top, isWhole)
        case .mean: self.init(checking: sum / Double(spans.count), top / Double(spans.count), false)
        case .least: self.init(checking: lows.min(), highs.min(), isWhole)
        case .greatest: self.init(checking: lows.max(), highs.max(), isWhole)
        case .difference where spans.count == 2:
            self.init(checking: lows[0] - highs[1], highs[0] - lows[1], isWhole)
        case .magnitude: self.init(checking: RuleSpan.smallest(spans[0]), max(-lows[0], highs[0]), isWhole)
        case .rounded: self.init(checking: lows[0].rounded(), highs[0].rounded(), true)
        case .product: self = spans.dropFirst().reduce(spans[0]) { $0.multiplied(by: $1) }
        default: self = RuleOperand.anything
        }
    }

    private init(checking low: Double?, _ high: Double?, _ isWhole: Bool) {
        guard let low, let high, !low.isNaN, !high.isNaN else {
            self = RuleOperand.anything
            return
        }
        self.init(low: low, high: high, isWhole: isWhole)
    }

    private static func smallest(_ span: RuleSpan) -> Double {
        span.low <= 0 && span.high >= 0 ? 0 : min(span.low.magnitude, span.high.magnitude)
    }

    private func multiplied(by other: RuleSpan) -> RuleSpan {
        let corners = [low * other.low, low * other.high, high * other.low, high * other.high]
        guard !corners.contains(where: \.isNaN) else { return RuleOperand.anything }
        return RuleSpan(checking: corners.min(), corners.max(), isWhole && other.isWhole)
    }
}
