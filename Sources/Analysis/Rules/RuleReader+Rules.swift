internal import JSON

/// The rules themselves.
extension RuleReader {
    private static let known = ["name", "note", "group", "when", "give"]
    /// The rule name of findings that no rule gives.
    static let reserved = "disclaimer"

    /// Records the rules' names, so that each can refer to any other.
    mutating func declareRules(_ value: JSONValue) {
        let elements = elements(value, most: RuleReader.mostRules)
        for (index, element) in elements.enumerated() {
            var name: String?
            at(.rule(index, nil)) { reader in
                guard element.isObject, reader.require("name", in: element) else { return }
                name = reader.member("name", of: element) { $0.name($1, dots: true) } ?? nil
                guard let name else { return }
                if name == RuleReader.reserved { reader.fault("\"\(name)\" is not for rules") }
                guard let first = reader.ruleIndex[name] else { return reader.ruleIndex[name] = Int32(index) }
                reader.fault("there is already a rule \"\(name)\": rules[\(first)]")
            }
            program.rules.append(Rule(name: name ?? "", condition: 0, slot: newSlot()))
        }
    }

    mutating func readRules(_ value: JSONValue) {
        guard let elements = value.elements, elements.count == program.rules.count else { return }
        var groups: [String: (number: Int32, last: Int32)] = [:]
        for (index, element) in elements.enumerated() {
            let name = program.rules[index].name
            at(.rule(index, name.isEmpty ? nil : name)) { reader in
                guard reader.checkMembers(of: element, known: RuleReader.known) else { return }
                reader.checkNote("note", of: element)
                reader.reading(.rule(Int32(index))) { $0.read(index, element, &groups) }
            }
        }
    }

    private mutating func read(
        _ index: Int, _ element: JSONValue, _ groups: inout [String: (number: Int32, last: Int32)]
    ) {
        for name in ["when", "give"] { _ = require(name, in: element) }
        let group = member("group", of: element) { $0.name($1) } ?? nil
        if let group { join(group, index, &groups) }
        program.rules[index].condition = member("when", of: element) { $0.condition($1) } ?? constant(.nan)
        _ = member("give", of: element) { $0.readGifts(index, $1) }
    }

    /// A rule of a group waits for the group's earlier rules.
    private mutating func join(
        _ name: String, _ index: Int, _ groups: inout [String: (number: Int32, last: Int32)]
    ) {
        let number = groups[name]?.number ?? Int32(groups.count)
        if let before = groups[name]?.last { needs[.rule(Int32(index)), default: []].append(.rule(before)) }
        groups[name] = (number, Int32(index))
        program.rules[index].group = number
        program.groupCount = groups.count
    }

    private mutating func readGifts(_ index: Int, _ value: JSONValue) {
        guard checkMembers(of: value, known: ["lists", "factors", "strengths", "display"]) else { return }
        if value.members.isEmpty { fault("must not be empty") }
        _ = member("lists", of: value) { $0.readLists(index, $1) }
        _ = member("factors", of: value) { $0.readChanges(index, $1) }
        _ = member("strengths", of: value) { $0.readStrengths(index, $1) }
        _ = member("display", of: value) { $0.readDisplay(index, $1) }
    }

    private mutating func readLists(_ index: Int, _ value: JSONValue) {
        guard checkMembers(of: value, known: program.lists) else { return }
        for member in value.members {
            guard let list = listIndex[member.name] else { continue }
            let texts = at(.member(member.name)) { reader in
                reader.each(reader.elements(member.value, most: 100)) { $0.textOrName($1) }
            }
            program.rules[index].gifts += texts.map { .init(list: list, text: $0, place: place(list, $0)) }
        }
    }

    private mutating func place(_ list: Int32, _ text: Int32) -> Int32 {
        if let place = places[[list, text]] { return place }
        defer { program.placeCount += 1 }
        places[[list, text]] = Int32(program.placeCount)
        return Int32(program.placeCount)
    }

    private mutating func readChanges(_ index: Int, _ value: JSONValue) {
        guard checkMembers(of: value, known: PhysicalTherapy.names) else { return }
        for member in value.members {
            guard let factor = PhysicalTherapy.names.firstIndex(of: member.name) else { continue }
            at(.member(member.name)) { reader in
                if reader.program.factors[factor] == nil { reader.fault("is not declared in \"factors\"") }
                let node = reader.value(member.value).node
                reader.program.rules[index].changes.append(.init(factor: Int32(factor), node: node))
            }
            // A factor is ready when every rule that changes it has been evaluated.
            needs[.factor(Int32(factor)), default: []].append(.rule(Int32(index)))
        }
    }

    private mutating func readStrengths(_ index: Int, _ value: JSONValue) {
        let strengths = each(elements(value, most: 100)) { reader, element -> Rule.Strength? in
            guard reader.checkMembers(of: element, known: ["key", "label", "cc"]) else { return nil }
            for name in ["key", "label", "cc"] { _ = reader.require(name, in: element) }
            let label = reader.member("label", of: element) { $0.line($1, most: 200) } ?? ""
            let grade = reader.member("key", of: element) { $0.grade($1) } ?? nil
            let meridian = reader.member("cc", of: element) { $0.meridian($1) } ?? 0
            return grade.map { Rule.Strength(grade: $0, label: label, meridian: meridian) }
        }
        program.rules[index].strengths += strengths.compactMap { $0 }
    }

    private mutating func grade(_ value: JSONValue) -> Int32? {
        guard let grade = value.string.flatMap({ gradeIndex[$0] }) else {
            fault("must be one of the names in \"strengths\"")
            return nil
        }
        return grade
    }

    private mutating func meridian(_ value: JSONValue) -> Int {
        guard let meridian = value.wholeNumber, (0...7).contains(meridian) else {
            fault("must be a whole number from 0 to 7")
            return 0
        }
        return Int(meridian)
    }

    private mutating func readDisplay(_ index: Int, _ value: JSONValue) {
        guard checkMembers(of: value, known: program.displayOptions.map(\.name)) else { return }
        for member in value.members {
            guard let option = optionIndex[member.name] else { continue }
            at(.member(member.name)) { reader in
                guard let isShown = member.value.bool else { return reader.fault("must be true or false") }
                reader.program.rules[index].displays.append(.init(option: option, isShown: isShown))
            }
        }
    }
}
