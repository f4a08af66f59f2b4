/// Turns conditions back into words: knows the names of slots.
struct RuleNames {
    private let program: RuleProgram
    private var names: [Int32: String] = [:]
    /// The nodes of named conditions, by slot.
    private var conditions: [Int32: Int32] = [:]

    init(_ program: RuleProgram) {
        self.program = program
        for variable in RuleVariable.allCases { names[variable.slot] = variable.rawValue }
        for value in program.values { names[value.slot] = value.name }
        for condition in program.conditions {
            names[condition.slot] = condition.name
            conditions[condition.slot] = condition.node
        }
        for (name, factor) in zip(PhysicalTherapy.names, program.factors) {
            if let factor { names[factor.slot] = name }
        }
        for rule in program.rules { names[rule.slot] = "rule \(rule.name)" }
        for (key, question) in program.questions {
            names[question.isAnswered] = "answer to \(key)"
            for (value, slot) in question.values { names[slot] = "answer \(value) to \(key)" }
        }
    }

    /// Why a rule did not fire.
    func reason(_ rule: Rule, _ machine: RuleMachine) -> String {
        machine.isOutranked(rule) ? "an earlier rule of its group fired" : reason(rule.condition, machine)
    }

    /// Why a condition is not true: the first part of it that prevents it.
    private func reason(_ index: Int32, _ machine: RuleMachine) -> String {
        let node = program.nodes[Int(index)]
        switch node.operation {
        case .all:
            let failing = operands(node).first { machine.value($0) != 1 }
            return failing.map { reason($0, machine) } ?? "holds"
        case .any:
            let all = operands(node)
            let told = all.prefix(4).map { reason($0, machine) }.joined(separator: "; ")
            return all.count == 1 ? told : "none of: \(told)" + (all.count > 4 ? "; …" : "")
        case .slot:
            let name = names[node.first] ?? "?"
            if let condition = conditions[node.first] { return "\(name): \(reason(condition, machine))" }
            return name + (machine.value(index).isNaN ? ": not known" : ": no")
        case .not:
            return text(index) + (machine.value(index).isNaN ? ": not known" : ": it is so")
        default: return text(index) + values(node, machine)
        }
    }

    /// The values of a comparison, without constants.
    private func values(_ node: RuleNode, _ machine: RuleMachine) -> String {
        let shown =
            node.operation == .isKnown
            ? []
            : operands(node).filter { operand in
                program.nodes[Int(operand)].operation != .constant
            }
        let texts = shown.map { operand in
            let value = machine.value(operand)
            return "\(text(operand)) is \(value.isNaN ? "not known" : RuleNumber.text(value))"
        }
        return texts.isEmpty ? ": no" : ", but " + texts.joined(separator: ", ")
    }

    private func operands(_ node: RuleNode) -> [Int32] {
        switch node.operation {
        case .constant, .slot, .isKnown: []
        default: Array(program.operands[Int(node.first)..<Int(node.first + node.count)])
        }
    }

    /// A node in words: `c1 >= 3`.
    private func text(_ index: Int32) -> String {
        let node = program.nodes[Int(index)]
        let parts = operands(node).map(text)
        switch node.operation {
        case .constant: return RuleNumber.text(node.number)
        case .slot: return names[node.first] ?? "?"
        case .isKnown: return "has \(names[node.first] ?? "?")"
        case .isLess: return parts.joined(separator: " < ")
        case .isAtMost: return parts.joined(separator: " <= ")
        case .isEqual: return parts.joined(separator: " = ")
        case .isDifferent: return parts.joined(separator: " != ")
        case .isAtLeast: return parts.joined(separator: " >= ")
        case .isGreater: return parts.joined(separator: " > ")
        case .not: return "not (\(parts.joined()))"
        default: return "\(RuleNames.word(node.operation))(\(parts.joined(separator: ", ")))"
        }
    }

    private static func word(_ operation: RuleNode.Operation) -> String {
        switch operation {
        case .sum: "sum"
        case .mean: "mean"
        case .least: "min"
        case .greatest: "max"
        case .product: "product"
        case .difference: "difference"
        case .quotient: "quotient"
        case .magnitude: "abs"
        case .rounded: "round"
        case .any: "any"
        default: "all"
        }
    }
}
