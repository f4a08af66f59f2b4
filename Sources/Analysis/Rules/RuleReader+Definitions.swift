internal import JSON

/// Named values, named conditions, and the factors.
extension RuleReader {
    mutating func declareValues(_ value: JSONValue) {
        for member in definitions(value, most: RuleReader.mostDefinitions) {
            if RuleVariable(name: member.name) != nil || PhysicalTherapy.names.contains(member.name) {
                at(.member(member.name)) { $0.fault("is the name of a number that every record has") }
            }
            valueIndex[member.name] = Int32(program.values.count)
            program.values.append(RuleDefinition(name: member.name, node: 0, slot: newSlot()))
        }
    }

    mutating func declareConditions(_ value: JSONValue) {
        for member in definitions(value, most: RuleReader.mostDefinitions) {
            conditionIndex[member.name] = Int32(program.conditions.count)
            program.conditions.append(RuleDefinition(name: member.name, node: 0, slot: newSlot()))
        }
    }

    mutating func readValues(_ value: JSONValue) {
        for member in value.members {
            guard let index = valueIndex[member.name] else { continue }
            let operand = at(.member(member.name)) { $0.reading(.value(index)) { $0.value(member.value) } }
            program.values[Int(index)].node = operand.node
            spans[program.values[Int(index)].slot] = operand.span
        }
    }

    mutating func readConditions(_ value: JSONValue) {
        for member in value.members {
            guard let index = conditionIndex[member.name] else { continue }
            program.conditions[Int(index)].node = at(.member(member.name)) {
                $0.reading(.condition(index)) { $0.condition(member.value) }
            }
        }
    }

    mutating func declareFactors(_ value: JSONValue) {
        guard checkMembers(of: value, known: PhysicalTherapy.names) else { return }
        for member in value.members {
            guard let index = PhysicalTherapy.names.firstIndex(of: member.name) else { continue }
            let (low, high) = at(.member(member.name)) {
                ($0.limit("min", member.value), $0.limit("max", member.value))
            }
            if low > high { at(.member(member.name)) { $0.fault("min is more than max") } }
            let slot = newSlot()
            program.factors[index] = RuleFactor(base: 0, slot: slot, low: min(low, high), high: max(low, high))
            spans[slot] = RuleSpan(low: min(low, high), high: max(low, high), isWhole: true)
        }
    }

    mutating func readFactors(_ value: JSONValue) {
        for member in value.members {
            guard let index = PhysicalTherapy.names.firstIndex(of: member.name) else { continue }
            at(.member(member.name)) { reader in
                guard reader.checkMembers(of: member.value, known: ["base", "min", "max", "note"]) else { return }
                reader.checkNote("note", of: member.value)
                let base = reader.reading(.factor(Int32(index))) { reader in
                    reader.member("base", of: member.value) { $0.value($1).node } ?? reader.constant(0)
                }
                reader.program.factors[index]?.base = base
            }
        }
    }

    /// Records, while `body` runs, that everything it refers to must be computed before `step`.
    mutating func reading<T>(_ step: RuleStep, _ body: (inout RuleReader) -> T) -> T {
        current = step
        defer { current = nil }
        return body(&self)
    }

    /// Records that what is being read needs `step`.
    mutating func need(_ step: RuleStep) {
        usedSteps.insert(step)
        if let current { needs[current, default: []].append(step) }
    }

    mutating func newSlot() -> Int32 {
        defer { program.slotCount += 1 }
        return Int32(program.slotCount)
    }

    private mutating func limit(_ name: String, _ factor: JSONValue) -> Double {
        guard factor.isObject, require(name, in: factor) else { return 0 }
        return member(name, of: factor) { reader, value -> Double in
            if let number = value.wholeNumber, (-1000...1000).contains(number) { return Double(number) }
            reader.fault("must be a whole number from -1000 to 1000")
            return 0
        } ?? 0
    }
}
