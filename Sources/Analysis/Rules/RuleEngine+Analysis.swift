package import WeChat

extension RuleEngine {
    /// Never throws: an accepted rule file answers every subject.
    package func analyze(_ subject: AnalysisSubject) throws(WeChatError) -> Analysis {
        analysis(RuleMachine(program, subject))
    }

    func analysis(_ machine: RuleMachine) -> Analysis {
        let fired = program.rules.filter { machine.isFired($0) }
        return Analysis(
            lists: lists(fired, machine.slots), strengths: strengths(fired), physicalTherapy: therapy(machine.slots),
            displayOptions: displayOptions(fired), disclaimer: program.disclaimer, firedRules: fired.map(\.name))
    }

    /// A text is in a list once, where the first rule puts it.
    private func lists(_ fired: [Rule], _ slots: [Double]) -> [FindingList] {
        var lists = program.lists.map { FindingList(name: $0, findings: []) }
        lists[0].findings.append(program.disclaimer)
        var isFilled = [Bool](repeating: false, count: program.placeCount)
        for rule in fired {
            for gift in rule.gifts where !isFilled[Int(gift.place)] {
                isFilled[Int(gift.place)] = true
                let text = program.texts[Int(gift.text)]
                lists[Int(gift.list)].findings.append(text.finding(slots, rule: rule.name))
            }
        }
        return lists
    }

    private func strengths(_ fired: [Rule]) -> [StrengthGrade] {
        var grades = program.grades.map { StrengthGrade(key: $0, meridians: []) }
        for rule in fired {
            for strength in rule.strengths {
                grades[Int(strength.grade)].meridians.append(
                    .init(label: strength.label, cc: strength.meridian, rule: rule.name))
            }
        }
        return grades.filter { !$0.meridians.isEmpty }
    }

    private func therapy(_ slots: [Double]) -> PhysicalTherapy {
        PhysicalTherapy(
            program.factors.map { factor in
                guard let number = factor.map({ slots[Int($0.slot)] }), !number.isNaN else { return nil }
                return Int(number)
            })
    }

    /// Of rules that disagree, the last in the file decides.
    private func displayOptions(_ fired: [Rule]) -> [DisplayOption] {
        var options = program.displayOptions
        for display in fired.lazy.flatMap(\.displays) { options[Int(display.option)].isShown = display.isShown }
        return options
    }
}
