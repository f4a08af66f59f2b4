/// One run of a rule program: the numbers of one subject and the results.
struct RuleMachine {
    let program: RuleProgram
    /// NaN: unknown.
    private(set) var slots: [Double]
    private var changes = [Double](repeating: 0, count: PhysicalTherapy.names.count)
    /// The groups in which a rule has fired.
    private var isTaken: [Bool]

    init(_ program: RuleProgram, _ subject: AnalysisSubject) {
        self.program = program
        isTaken = Array(repeating: false, count: program.groupCount)
        slots = RuleVariable.values(of: subject)
        slots.append(contentsOf: repeatElement(.nan, count: program.slotCount - slots.count))
        for question in program.questions.values { slots[Int(question.isAnswered)] = 0 }
        for answer in subject.answers where !answer.values.isEmpty { note(answer) }
        for step in program.steps { work(out: step) }
    }

    func isFired(_ rule: Rule) -> Bool { slots[Int(rule.slot)] == 1 }

    /// Whether a rule's condition is true although an earlier one of its group has fired.
    func isOutranked(_ rule: Rule) -> Bool { !isFired(rule) && value(rule.condition) == 1 }

    /// A node's number, or the truth of a condition.
    func value(_ index: Int32) -> Double {
        let node = program.nodes[Int(index)]
        switch node.operation {
        case .constant: return node.number
        case .slot: return slots[Int(node.first)]
        case .isKnown: return slots[Int(node.first)].isNaN ? 0 : 1
        case .all, .any, .not: return truth(node)
        case .isLess, .isAtMost, .isEqual, .isDifferent, .isAtLeast, .isGreater: return comparison(node)
        case .sum, .mean, .least, .greatest, .product: return fold(node)
        case .difference: return operand(node, 0) - operand(node, 1)
        case .quotient: return quotient(operand(node, 0), operand(node, 1))
        case .magnitude: return operand(node, 0).magnitude
        case .rounded: return operand(node, 0).rounded()
        }
    }

    private mutating func work(out step: RuleStep) {
        switch step {
        case .value(let index): keep(program.values[Int(index)])
        case .condition(let index): keep(program.conditions[Int(index)])
        case .factor(let index): workOut(factor: Int(index))
        case .rule(let index): workOut(program.rules[Int(index)])
        }
    }

    private mutating func keep(_ definition: RuleDefinition) { slots[Int(definition.slot)] = value(definition.node) }

    private mutating func workOut(_ rule: Rule) {
        let isFree = rule.group < 0 || !isTaken[Int(rule.group)]
        guard isFree, value(rule.condition) == 1 else { return slots[Int(rule.slot)] = 0 }
        slots[Int(rule.slot)] = 1
        if rule.group >= 0 { isTaken[Int(rule.group)] = true }
        for change in rule.changes {
            let number = value(change.node)
            if !number.isNaN { changes[Int(change.factor)] += number }
        }
    }

    private mutating func workOut(factor index: Int) {
        guard let factor = program.factors[index] else { return }
        let number = (value(factor.base) + changes[index]).rounded()
        slots[Int(factor.slot)] = number.isNaN ? .nan : min(max(number, factor.low), factor.high)
    }

    private mutating func note(_ answer: AnalysisSubject.Answer) {
        guard let question = program.questions[answer.questionKey] else { return }
        slots[Int(question.isAnswered)] = 1
        for slot in question.values.values where slots[Int(slot)].isNaN { slots[Int(slot)] = 0 }
        for value in answer.values {
            if let slot = question.values[value] { slots[Int(slot)] = 1 }
        }
    }

    private func operand(_ node: RuleNode, _ index: Int32) -> Double {
        value(program.operands[Int(node.first + index)])
    }

    /// For an unknown value neither a condition nor its opposite is true (Kleene's three-valued logic).
    private func truth(_ node: RuleNode) -> Double {
        if node.operation == .not { return 1 - operand(node, 0) }
        let decisive: Double = node.operation == .any ? 1 : 0
        var result = 1 - decisive
        for index in 0..<node.count {
            let truth = operand(node, index)
            if truth == decisive { return decisive }
            if truth.isNaN { result = .nan }
        }
        return result
    }

    private func comparison(_ node: RuleNode) -> Double {
        let (left, right) = (operand(node, 0), operand(node, 1))
        guard !left.isNaN, !right.isNaN else { return .nan }
        let holds =
            switch node.operation {
            case .isLess: left < right
            case .isAtMost: left <= right
            case .isEqual: left == right
            case .isDifferent: left != right
            case .isAtLeast: left >= right
            default: left > right
            }
        return holds ? 1 : 0
    }

    private func fold(_ node: RuleNode) -> Double {
        var result = operand(node, 0)
        for index in 1..<max(1, node.count) {
            let next = operand(node, index)
            switch node.operation {
            case .least: result = result.isNaN || next.isNaN ? .nan : min(result, next)
            case .greatest: result = result.isNaN || next.isNaN ? .nan : max(result, next)
            case .product: result *= next
            default: result += next
            }
        }
        return node.operation == .mean ? result / Double(node.count) : result
    }

    /// Unknown when the divisor is 0.
    private func quotient(_ dividend: Double, _ divisor: Double) -> Double {
        divisor == 0 ? .nan : dividend / divisor
    }
}
