internal import JSON

/// A parsed value: its node, and the numbers that it can be.
struct RuleOperand {
    var node: Int32
    var span: RuleSpan

    static let anything = RuleSpan(low: -.infinity, high: .infinity, isWhole: false)
}

/// Values: numbers, names of numbers, and operations on values.
extension RuleReader {
    private static let lists: [(name: String, operation: RuleNode.Operation)] = [
        ("sum", .sum), ("mean", .mean), ("min", .least), ("max", .greatest), ("product", .product),
    ]
    private static let pairs: [(name: String, operation: RuleNode.Operation)] = [
        ("difference", .difference), ("quotient", .quotient),
    ]
    private static let singles: [(name: String, operation: RuleNode.Operation)] = [
        ("abs", .magnitude), ("round", .rounded),
    ]
    private static let operators = (lists + pairs + singles).map(\.name) + ["count"]

    /// Reads a value. `depth` counts the levels above it.
    mutating func value(_ value: JSONValue, depth: Int = 0) -> RuleOperand {
        guard depth < RuleProgram.deepest else { return broken("is nested deeper than \(RuleProgram.deepest) levels") }
        switch value {
        case .integer, .real: return number(value)
        case .string(let name): return reference(name)
        case .object(let members): return operation(members, depth: depth)
        default: return broken("must be a number, the name of a value, or an operation")
        }
    }

    /// The node of a number.
    mutating func constant(_ number: Double) -> Int32 { add(RuleNode(operation: .constant, number: number)) }

    mutating func add(_ node: RuleNode) -> Int32 {
        program.nodes.append(node)
        return Int32(program.nodes.count - 1)
    }

    mutating func add(_ operation: RuleNode.Operation, _ operands: [Int32]) -> Int32 {
        let first = Int32(program.operands.count)
        program.operands += operands
        return add(RuleNode(operation: operation, first: first, count: Int32(operands.count)))
    }

    /// The slot of a named number; nil, with an error recorded, if there is none.
    mutating func slot(named name: String) -> Int32? {
        if let variable = RuleVariable(name: name) { return variable.slot }
        if let index = valueIndex[name] {
            need(.value(index))
            return program.values[Int(index)].slot
        }
        if let index = PhysicalTherapy.names.firstIndex(of: name), let factor = program.factors[index] {
            need(.factor(Int32(index)))
            return factor.slot
        }
        fault("there is no value \"\(RuleReader.quoted(name))\"")
        return nil
    }

    /// A list of values: an array, or `"strengths"` for c0…c7.
    mutating func values(_ value: JSONValue, depth: Int) -> [RuleOperand] {
        if value.string == "strengths" {
            return RuleVariable.strengths.map {
                RuleOperand(node: add(RuleNode(operation: .slot, first: $0.slot)), span: $0.span)
            }
        }
        return each(elements(value, most: 100)) { $0.value($1, depth: depth + 1) }
    }

    mutating func broken(_ message: String) -> RuleOperand {
        fault(message)
        return RuleOperand(node: constant(.nan), span: RuleOperand.anything)
    }

    private mutating func number(_ value: JSONValue) -> RuleOperand {
        guard let number = value.number, number.magnitude <= 1e6 else {
            return broken("must be from -1000000 to 1000000")
        }
        return RuleOperand(node: constant(number), span: RuleSpan(number))
    }

    private mutating func reference(_ name: String) -> RuleOperand {
        guard let slot = slot(named: name) else {
            return RuleOperand(node: constant(.nan), span: RuleOperand.anything)
        }
        let span = RuleVariable(name: name)?.span ?? spans[slot] ?? RuleOperand.anything
        return RuleOperand(node: add(RuleNode(operation: .slot, first: slot)), span: span)
    }

    private mutating func operation(_ members: [JSONValue.Member], depth: Int) -> RuleOperand {
        guard members.count == 1, let (name, operand) = members.first.map({ ($0.name, $0.value) }) else {
            return broken("must have one field, an operation: \(RuleReader.operators.joined(separator: ", "))")
        }
        return at(.member(name)) { reader in
            if name == "count" { return reader.count(operand, depth: depth) }
            if let found = RuleReader.lists.first(where: { $0.name == name }) {
                return reader.apply(found.operation, reader.values(operand, depth: depth))
            }
            if let found = RuleReader.singles.first(where: { $0.name == name }) {
                return reader.apply(found.operation, [reader.value(operand, depth: depth + 1)])
            }
            guard let found = RuleReader.pairs.first(where: { $0.name == name }) else {
                return reader.broken("is not an operation: \(RuleReader.operators.joined(separator: ", "))")
            }
            let elements = reader.elements(operand, least: 2, most: 2)
            return reader.apply(found.operation, reader.each(elements) { $0.value($1, depth: depth + 1) })
        }
    }

    /// `{"of": values, "<op>": …}`: for how many values a comparison is true.
    private mutating func count(_ value: JSONValue, depth: Int) -> RuleOperand {
        guard checkMembers(of: value, known: ["of"] + RuleReader.comparisons), require("of", in: value) else {
            return RuleOperand(node: constant(.nan), span: RuleOperand.anything)
        }
        let values = member("of", of: value) { $0.values($1, depth: depth + 1) } ?? []
        guard haveSimpleOperands(value) else { return RuleOperand(node: constant(.nan), span: RuleOperand.anything) }
        var truths: [Int32] = []
        for (index, operand) in values.enumerated() {
            // Errors in the comparison are reported once.
            let known = (faults.count, warnings.count)
            truths.append(comparisons(of: operand, in: value, depth: depth + 1))
            if index == 0, known != (faults.count, warnings.count) { break }
        }
        guard !truths.isEmpty else { return RuleOperand(node: constant(.nan), span: RuleOperand.anything) }
        return RuleOperand(node: add(.sum, truths), span: RuleSpan(0...truths.count))
    }

    /// The other side of a count's comparisons is computed once per value: with operations there, nested counts would
    /// take far too long.
    private mutating func haveSimpleOperands(_ value: JSONValue) -> Bool {
        let known = faults.count
        for member in value.members where member.name != "of" {
            let operands = member.value.elements ?? [member.value]
            if operands.contains(where: \.isObject) {
                at(.member(member.name)) { $0.fault("must be a number or the name of a value") }
            }
        }
        return faults.count == known
    }

    private mutating func apply(_ operation: RuleNode.Operation, _ operands: [RuleOperand]) -> RuleOperand {
        guard !operands.isEmpty else { return RuleOperand(node: constant(.nan), span: RuleOperand.anything) }
        let span = RuleSpan(operation, operands.map(\.span))
        return RuleOperand(node: add(operation, operands.map(\.node)), span: span)
    }
}
