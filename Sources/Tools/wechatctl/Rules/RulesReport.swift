internal import Analysis
internal import JSON
internal import WeChat

/// The trace of an analysis, for people and for programs.
enum RulesReport {
    /// Characters of a content that are shown in a row.
    private static let shownLength = 40

    /// `rule  list  key  first characters`: a row for each thing that a rule gave.
    static func rows(_ analysis: Analysis, _ outcomes: [RuleOutcome]) -> [[String]] {
        let head = ["rule", "place", "key", "content"]
        let disclaimer = ["disclaimer", "lead", analysis.disclaimer.key, short(analysis.disclaimer.content)]
        return [head, disclaimer] + outcomes.flatMap(rows)
    }

    static func json(_ analysis: Analysis, _ outcomes: [RuleOutcome]) -> JSONValue {
        ["content": .object(analysis.members), "rules": .array(outcomes.map(json))]
    }

    private static func rows(_ outcome: RuleOutcome) -> [[String]] {
        guard outcome.isFired else { return [[outcome.name, "-", "did not fire", outcome.reason ?? ""]] }
        return outcome.gifts.map {
            [outcome.name, $0.place, $0.key, ($0.isRepeated ? "(already there) " : "") + short($0.content)]
        }
    }

    private static func json(_ outcome: RuleOutcome) -> JSONValue {
        let gifts = outcome.gifts.map {
            [
                "place": .string($0.place), "key": .string($0.key), "content": .string($0.content),
                "is_repeated": .bool($0.isRepeated),
            ] as JSONValue
        }
        return [
            "name": .string(outcome.name), "fired": .bool(outcome.isFired),
            "reason": outcome.reason.map { .string($0) } ?? .null, "gives": .array(gifts),
        ]
    }

    private static func short(_ text: String) -> String {
        let line = text.map { $0 == "\n" ? " " : $0 }
        return String(line.prefix(shownLength)) + (line.count > shownLength ? "…" : "")
    }
}
