import Testing

@testable import Analysis
@testable import WeChat

@Suite("Rules that refer to each other")
struct AnalysisRuleCycleTests {
    @Test("are refused when something depends on itself, with the chain")
    func cycles() {
        func faults(_ members: String, _ rules: (String, String)...) -> [String] {
            RuleEngine.faults(
                RuleText.file(
                    members,
                    rules: (rules.isEmpty ? [("r", "true")] : rules).map { RuleText.rule($0.0, when: $0.1) }
                        .joined(separator: ",")))
        }
        #expect(
            faults(#""values": {"a": {"sum": ["b", 1]}, "b": "a"}"#) == [
                #"values.a: depends on itself: value "a" → value "b" → value "a""#
            ])
        #expect(
            faults(#""conditions": {"a": {"not": "a"}}"#) == [
                #"conditions.a: depends on itself: condition "a" → condition "a""#
            ])
        #expect(
            faults("", ("x", #"{"rule": "y"}"#), ("y", #"{"all": [{"rule": "z"}]}"#), ("z", #"{"not": {"rule": "x"}}"#))
                == [
                    #"rules[0] "x": depends on itself: rule "x" → rule "y" → rule "z" → rule "x""#
                ])
        #expect(
            faults(#""conditions": {"a": {"rule": "x"}}"#, ("x", #"{"any": ["a"]}"#)) == [
                #"conditions.a: depends on itself: condition "a" → rule "x" → condition "a""#
            ])
    }

    @Test("are refused when a rule looks at a factor that it changes, or waits for a later rule of its group")
    func hidden() {
        let factor = #""factors": {"f0": {"min": 0, "max": 9}}"#
        let changing = RuleText.rule("x", when: #"{"value": "f0", ">": 3}"#, more: #", "factors": {"f0": 1}"#)
        #expect(
            RuleEngine.faults(RuleText.file(factor, rules: changing)) == [
                #"factors.f0: depends on itself: factor "f0" → rule "x" → factor "f0""#
            ])
        let group =
            #"{"name": "a", "group": "g", "when": {"rule": "b"}, "give": {"lists": {"tags": [\#(RuleText.entry())]}}}"#
        let later = #"{"name": "b", "group": "g", "when": true, "give": {"lists": {"tags": [\#(RuleText.entry())]}}}"#
        #expect(
            RuleEngine.faults(RuleText.file(rules: group + "," + later)) == [
                #"rules[0] "a": depends on itself: rule "a" → rule "b" → rule "a""#
            ])
    }

    @Test("are worked out in the order of need, and told in the file's order")
    func order() throws {
        let rules = [
            RuleText.rule("last", when: #"{"all": [{"rule": "middle"}, "named"]}"#),
            RuleText.rule("middle", when: #"{"rule": "first"}"#),
            RuleText.rule("never", when: #"{"not": {"rule": "first"}}"#),
            RuleText.rule("first", when: #"{"value": "total", ">": 20}"#),
        ]
        let engine = try RuleEngine(
            text: RuleText.file(
                """
                "values": {"total": {"sum": ["double", "c0"]}, "double": {"product": ["c1", 2]}},
                "conditions": {"named": {"value": "double", "=": 18}}
                """,
                rules: rules.joined(separator: ",")))
        let analysis = try engine.analyze(.measured([5, 9, 0, 0, 0, 0, 0, 0]))
        #expect(analysis.firedRules == ["last", "middle", "first"])
        #expect(analysis.findings("tags").map(\.key) == ["last", "middle", "first"])
        #expect(try engine.analyze(.measured()).firedRules == ["never"])
    }
}
