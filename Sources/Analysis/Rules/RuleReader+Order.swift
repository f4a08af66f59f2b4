/// The order of evaluation.
extension RuleReader {
    private enum Visit {
        case open
        case done
    }

    /// Orders all steps so that each follows what it needs, and records each cycle as an error.
    mutating func putInOrder() {
        var visits: [RuleStep: Visit] = [:]
        var chain: [RuleStep] = []
        for step in allSteps { visit(step, &visits, &chain) }
    }

    private var allSteps: [RuleStep] {
        program.values.indices.map { .value(Int32($0)) } + program.conditions.indices.map { .condition(Int32($0)) }
            + program.factors.indices.filter { program.factors[$0] != nil }.map { .factor(Int32($0)) }
            + program.rules.indices.map { .rule(Int32($0)) }
    }

    private mutating func visit(_ step: RuleStep, _ visits: inout [RuleStep: Visit], _ chain: inout [RuleStep]) {
        switch visits[step] {
        case .done: return
        case .open: return report(cycle: chain[(chain.lastIndex(of: step) ?? 0)...] + [step])
        case nil: break
        }
        visits[step] = .open
        chain.append(step)
        for needed in needs[step] ?? [] { visit(needed, &visits, &chain) }
        chain.removeLast()
        visits[step] = .done
        program.steps.append(step)
    }

    private mutating func report(cycle: ArraySlice<RuleStep>) {
        guard let first = cycle.first else { return }
        let names = cycle.map(name).joined(separator: " → ")
        at(first) { $0.fault("depends on itself: \(names)") }
    }

    private func name(_ step: RuleStep) -> String {
        switch step {
        case .value(let index): "value \"\(program.values[Int(index)].name)\""
        case .condition(let index): "condition \"\(program.conditions[Int(index)].name)\""
        case .factor(let index): "factor \"\(PhysicalTherapy.names[Int(index)])\""
        case .rule(let index): "rule \"\(program.rules[Int(index)].name)\""
        }
    }

    private mutating func at(_ step: RuleStep, _ body: (inout RuleReader) -> Void) {
        switch step {
        case .value(let index):
            let name = program.values[Int(index)].name
            at(.member("values")) { $0.at(.member(name), body) }
        case .condition(let index):
            let name = program.conditions[Int(index)].name
            at(.member("conditions")) { $0.at(.member(name), body) }
        case .factor(let index):
            at(.member("factors")) { $0.at(.member(PhysicalTherapy.names[Int(index)]), body) }
        case .rule(let index):
            let name = program.rules[Int(index)].name
            at(.member("rules")) { $0.at(.rule(Int(index), name), body) }
        }
    }
}
