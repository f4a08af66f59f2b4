internal import JSON

/// Comparisons, and whether they can be true at all.
extension RuleReader {
    static let comparisons = RuleComparison.allCases.map(\.rawValue) + ["between", "in"]

    /// The node for all comparisons in an object.
    mutating func comparisons(of left: RuleOperand, in object: JSONValue, depth: Int) -> Int32 {
        let known = faults.count
        var span = left.span
        var truths: [Int32] = []
        for comparison in RuleComparison.allCases {
            guard let operand = object[comparison.rawValue] else { continue }
            let right = at(.member(comparison.rawValue)) { $0.value(operand, depth: depth + 1) }
            truths.append(compare(left, comparison, right, &span))
        }
        if let operand = object["between"] {
            truths += at(.member("between")) { $0.between(left, operand, &span, depth: depth) }
        }
        if let operand = object["in"] { truths.append(at(.member("in")) { $0.among(left, operand, span) }) }
        if truths.isEmpty { fault("has no comparison: \(RuleReader.comparisons.joined(separator: ", "))") }
        if span.isEmpty && faults.count == known {
            fault("can never be true: the value is \(left.span.text)")
        }
        return truths.count == 1 ? truths[0] : add(.all, truths)
    }

    private mutating func compare(
        _ left: RuleOperand, _ comparison: RuleComparison, _ right: RuleOperand, _ span: inout RuleSpan
    ) -> Int32 {
        if left.span.always(comparison, right.span) {
            at(.member(comparison.rawValue)) { $0.warn("is always true: the value is \(left.span.text)") }
        }
        span = span.narrowed(by: comparison, right.span)
        return add(comparison.operation, [left.node, right.node])
    }

    /// `[low, high]`, both inclusive.
    private mutating func between(
        _ left: RuleOperand, _ value: JSONValue, _ span: inout RuleSpan, depth: Int
    ) -> [Int32] {
        let list = elements(value, least: 2, most: 2)
        let limits = each(list) { $0.value($1, depth: depth + 1) }
        guard limits.count == 2 else { return [constant(.nan)] }
        if limits[0].span.low > limits[1].span.high {
            fault("can never be true: \(limits[0].span.text) is more than \(limits[1].span.text)")
        }
        span = span.narrowed(by: .atLeast, limits[0].span).narrowed(by: .atMost, limits[1].span)
        if left.span.always(.atLeast, limits[0].span), left.span.always(.atMost, limits[1].span) {
            warn("is always true: the value is \(left.span.text)")
        }
        return [add(.isAtLeast, [left.node, limits[0].node]), add(.isAtMost, [left.node, limits[1].node])]
    }

    /// A list of numbers.
    private mutating func among(_ left: RuleOperand, _ value: JSONValue, _ span: RuleSpan) -> Int32 {
        let list = elements(value, most: 100)
        let truths = each(list) { reader, element -> Int32 in
            guard let number = element.number else { return reader.broken("must be a number").node }
            if span.narrowed(by: .equal, RuleSpan(number)).isEmpty {
                reader.fault("can never be true: the value is \(span.text)")
            }
            return reader.add(.isEqual, [left.node, reader.constant(number)])
        }
        return truths.isEmpty ? constant(.nan) : add(.any, truths)
    }
}

extension RuleComparison {
    var operation: RuleNode.Operation {
        switch self {
        case .less: .isLess
        case .atMost: .isAtMost
        case .equal: .isEqual
        case .different: .isDifferent
        case .atLeast: .isAtLeast
        case .greater: .isGreater
        }
    }
}
