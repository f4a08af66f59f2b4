/// The result of one rule for one subject.
package struct RuleOutcome: Sendable, Equatable {
    /// Something that a rule gave.
    package struct Gift: Sendable, Equatable {
        /// The list's name; otherwise `physical_therapy_explain`, `channels_and_collaterals_strength` or
        /// `display_options`.
        package let place: String
        package let key: String
        package let content: String
        /// Whether an earlier rule had already given the same text to the same list.
        package let isRepeated: Bool
    }

    package let name: String
    package let isFired: Bool
    /// Why it did not fire; nil if it did.
    package let reason: String?
    package let gifts: [Gift]
}

extension RuleEngine {
    /// The findings of `analyze`, and the result of each rule, in the file's order.
    package func trace(_ subject: AnalysisSubject) -> (analysis: Analysis, outcomes: [RuleOutcome]) {
        let machine = RuleMachine(program, subject)
        let names = RuleNames(program)
        var given: Set<Int32> = []
        let outcomes = program.rules.map { rule in
            guard machine.isFired(rule) else {
                return RuleOutcome(
                    name: rule.name, isFired: false, reason: names.reason(rule, machine), gifts: [])
            }
            return RuleOutcome(
                name: rule.name, isFired: true, reason: nil, gifts: gifts(rule, machine, &given))
        }
        return (analysis(machine), outcomes)
    }

    private func gifts(_ rule: Rule, _ machine: RuleMachine, _ given: inout Set<Int32>) -> [RuleOutcome.Gift] {
        let entries = rule.gifts.map { gift in
            let finding = program.texts[Int(gift.text)].finding(machine.slots, rule: rule.name)
            return RuleOutcome.Gift(
                place: program.lists[Int(gift.list)], key: finding.key, content: finding.content,
                isRepeated: !given.insert(gift.place).inserted)
        }
        let changes = rule.changes.map { change in
            let number = machine.value(change.node)
            return other(
                "physical_therapy_explain", PhysicalTherapy.names[Int(change.factor)],
                (number >= 0 ? "+" : "") + RuleNumber.text(number))
        }
        let strengths = rule.strengths.map {
            other("channels_and_collaterals_strength", program.grades[Int($0.grade)], "\($0.label) (c\($0.meridian))")
        }
        let displays = rule.displays.map {
            other("display_options", program.displayOptions[Int($0.option)].name, "\($0.isShown)")
        }
        return entries + changes + strengths + displays
    }

    private func other(_ place: String, _ key: String, _ content: String) -> RuleOutcome.Gift {
        RuleOutcome.Gift(place: place, key: key, content: content, isRepeated: false)
    }
}
