internal import JSON

/// Conditions.
extension RuleReader {
    /// The field that names the condition, and the fields allowed beside it.
    private static let kinds: [(name: String, beside: [String])] = [
        ("all", []), ("any", []), ("not", []), ("value", comparisons), ("gender", []), ("side", []), ("has", []),
        ("answer", ["is", "in"]), ("rule", []),
    ]

    /// Reads a condition. `depth` counts the levels above it.
    mutating func condition(_ value: JSONValue, depth: Int = 0) -> Int32 {
        guard depth < RuleProgram.deepest else {
            return broken("is nested deeper than \(RuleProgram.deepest) levels").node
        }
        switch value {
        case .bool(true): return constant(1)
        case .bool(false): return broken("can never be true").node
        case .string(let name): return condition(named: name)
        case .object(let members): return condition(value, members, depth: depth)
        default: return broken("must be a condition: true, the name of one, or an object").node
        }
    }

    private mutating func condition(named name: String) -> Int32 {
        guard let index = conditionIndex[name] else {
            return broken("there is no condition \"\(RuleReader.quoted(name))\"").node
        }
        need(.condition(index))
        return add(RuleNode(operation: .slot, first: program.conditions[Int(index)].slot))
    }

    private mutating func condition(_ value: JSONValue, _ members: [JSONValue.Member], depth: Int) -> Int32 {
        let found = RuleReader.kinds.filter { value[$0.name] != nil }
        guard found.count == 1, let kind = found.first, let operand = value[kind.name] else {
            let names = RuleReader.kinds.map(\.name).joined(separator: ", ")
            let unknown = members.first { member in !RuleReader.kinds.contains { $0.name == member.name } }
            let what = unknown.map { ", and \"\(RuleReader.quoted($0.name))\" is not one of them" } ?? ""
            return broken("must have one of \(names)\(found.isEmpty ? what : "")").node
        }
        guard checkMembers(of: value, known: [kind.name] + kind.beside) else { return constant(.nan) }
        switch kind.name {
        case "value": return compare(value, operand, depth: depth)
        case "answer": return answer(value, operand)
        default: return at(.member(kind.name)) { $0.condition(kind.name, operand, depth: depth) }
        }
    }

    private mutating func condition(_ kind: String, _ operand: JSONValue, depth: Int) -> Int32 {
        switch kind {
        case "all": add(.all, each(elements(operand, most: 200)) { $0.condition($1, depth: depth + 1) })
        case "any": add(.any, each(elements(operand, most: 200)) { $0.condition($1, depth: depth + 1) })
        case "not": add(.not, [condition(operand, depth: depth + 1)])
        case "gender": flag(.isFemale, operand, true: "female", false: "male")
        case "side": flag(.isLeft, operand, true: "left", false: "right")
        case "has": known(operand)
        default: rule(operand)
        }
    }

    /// A comparison of `value` with the operands beside it.
    private mutating func compare(_ value: JSONValue, _ operand: JSONValue, depth: Int) -> Int32 {
        let left = at(.member("value")) { $0.value(operand, depth: depth + 1) }
        return comparisons(of: left, in: value, depth: depth)
    }

    private mutating func flag(
        _ variable: RuleVariable, _ operand: JSONValue, true yes: String, false no: String
    ) -> Int32 {
        let node = add(RuleNode(operation: .slot, first: variable.slot))
        switch operand.string {
        case yes: return node
        case no: return add(.not, [node])
        default: return broken("must be \"\(yes)\" or \"\(no)\"").node
        }
    }

    /// Whether a number, or the gender, is known.
    private mutating func known(_ operand: JSONValue) -> Int32 {
        guard let name = operand.string else { return broken("must be the name of a value, or \"gender\"").node }
        guard let slot = name == "gender" ? RuleVariable.isFemale.slot : slot(named: name) else {
            return constant(.nan)
        }
        return add(RuleNode(operation: .isKnown, first: slot))
    }

    private mutating func rule(_ operand: JSONValue) -> Int32 {
        guard let name = operand.string else { return broken("must be the name of a rule").node }
        guard let index = ruleIndex[name] else {
            return broken("there is no rule \"\(RuleReader.quoted(name))\"").node
        }
        need(.rule(index))
        return add(RuleNode(operation: .slot, first: program.rules[Int(index)].slot))
    }

    /// `{"answer": question}`: whether it was answered; with `is` or `in`: whether one of these was chosen.
    private mutating func answer(_ value: JSONValue, _ operand: JSONValue) -> Int32 {
        guard let key = at(.member("answer"), { $0.answerText(operand) }) else { return constant(.nan) }
        let isAnswered = program.questions[key]?.isAnswered ?? newSlot()
        program.questions[key, default: RuleQuestion(isAnswered: isAnswered)].isAnswered = isAnswered
        if value["is"] != nil && value["in"] != nil { fault("must not have both \"is\" and \"in\"") }
        let one = member("is", of: value) { [$0.answerText($1)] }
        let many = member("in", of: value) { reader, list in
            reader.each(reader.elements(list, most: 100)) { $0.answerText($1) }
        }
        guard let chosen = one ?? many else { return add(RuleNode(operation: .slot, first: isAnswered)) }
        return add(.any, chosen.compactMap { $0 }.map { choice($0, of: key) })
    }

    private mutating func choice(_ text: String, of key: String) -> Int32 {
        let slot = program.questions[key]?.values[text] ?? newSlot()
        program.questions[key]?.values[text] = slot
        return add(RuleNode(operation: .slot, first: slot))
    }

    private mutating func answerText(_ value: JSONValue) -> String? {
        guard let text = value.string, !text.isEmpty, text.utf8.count <= 200 else {
            fault("must be a text of 1 to 200 bytes")
            return nil
        }
        return text
    }
}
