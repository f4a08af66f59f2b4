import Foundation
import Testing

@testable import Analysis
@testable import Site
@testable import WeChat

/// One row per kind of fault: a file, and the whole text that names the place and the fault.
@Suite("A rule file is refused")
struct AnalysisRuleFaultTests {
    typealias Row = (file: String, fault: String)

    private static let e = RuleText.entry()
    private static func give(_ gifts: String) -> String {
        RuleText.file(
            #""strengths": ["weak"], "display_options": {"display_a": true}, "factors": {"f0": {"min": 0, "max": 9}}"#,
            rules: #"{"name": "r", "when": true, "give": \#(gifts)}"#)
    }
    private static func tag(_ entry: String) -> String { give(#"{"lists": {"tags": [\#(entry)]}}"#) }

    static let files: [Row] = [
        ("[]", "must be an object"),
        (RuleText.file(#""colour": 1"#), #"unknown field "colour""#),
        (
            #"{"disclaimer": \#(e), "rules": [{"name": "r", "when": true, "give": {"lists": {"tags": [\#(e)]}}}]}"#,
            #""version" is missing"#
        ),
        (
            #"{"version": 2, "disclaimer": \#(e), "rules": [\#(RuleText.rule("r", when: "true"))]}"#,
            "version: must be 1"
        ),
        (#"{"version": 1, "rules": [\#(RuleText.rule("r", when: "true"))]}"#, #""disclaimer" is missing"#),
        (#"{"version": 1, "disclaimer": \#(e)}"#, #""rules" is missing"#),
        (RuleText.file(rules: ""), "rules: must not be empty"),
        (RuleText.file(#""rules": 1"#), "line 1: duplicate object key near '\"rules\"'"),
        (RuleText.file(#""note": 1"#), "note: must be a text"),
        (RuleText.file(#""lists": ["lead"]"#), #"lists[0]: "lead" is there already"#),
        (RuleText.file(#""lists": ["user_profile"]"#), #"lists: "user_profile" is not a list of a report"#),
        (RuleText.file(#""lists": ["A b"]"#), #"lists[0]: "A b" is not a name: a-z, 0-9, _, at most 64"#),
        (RuleText.file(#""strengths": ["weak", "weak"]"#), #"strengths[1]: "weak" is there already"#),
        (RuleText.file(#""display_options": {"show": true}"#), "display_options.show: must begin with display_"),
        (RuleText.file(#""display_options": {"display_a": 1}"#), "display_options.display_a: must be true or false"),
        (RuleText.file(#""factors": {"f9": {"min": 0, "max": 1}}"#), #"factors: unknown field "f9""#),
        (RuleText.file(#""factors": {"f0": {"min": 0}}"#), #"factors.f0: "max" is missing"#),
        (
            RuleText.file(#""factors": {"f0": {"min": 0.5, "max": 1}}"#),
            "factors.f0.min: must be a whole number from -1000 to 1000"
        ),
        (RuleText.file(#""factors": {"f0": {"min": 2, "max": 1}}"#), "factors.f0: min is more than max"),
        (
            RuleText.file(#""factors": {"f0": {"min": 0, "max": 1, "base": "x"}}"#),
            #"factors.f0.base: there is no value "x""#
        ),
        (RuleText.file(#""values": {"c0": 1}"#), "values.c0: is the name of a number that every record has"),
        (RuleText.file(#""values": {"a": true}"#), "values.a: must be a number, the name of a value, or an operation"),
        (RuleText.file(#""values": {"a": 1e9}"#), "values.a: must be from -1000000 to 1000000"),
        (
            RuleText.file(#""values": {"a": {"median": [1]}}"#),
            "values.a.median: is not an operation: sum, mean, min, max, product, difference, quotient, abs, round, count"
        ),
        (RuleText.file(#""values": {"a": {"sum": []}}"#), "values.a.sum: must not be empty"),
        (RuleText.file(#""values": {"a": {"difference": [1]}}"#), "values.a.difference: must have at least 2 elements"),
        (
            RuleText.file(#""values": {"a": {"count": {"of": "strengths"}}}"#),
            "values.a.count: has no comparison: <, <=, =, !=, >=, >, between, in"
        ),
        (
            RuleText.file(#""values": {"a": {"count": {"of": "strengths", ">": {"abs": "c0"}}}}"#),
            "values.a.count.>: must be a number or the name of a value"
        ),
        (
            RuleText.file(#""values": {"a": {"count": {"of": "strengths", ">": 10}}}"#),
            "values.a.count: can never be true: the value is -10…10"
        ),
        (
            RuleText.file(#""conditions": {"a": 1}"#),
            "conditions.a: must be a condition: true, the name of one, or an object"
        ),
        (RuleText.file(#""texts": {"t": {"key": "k", "label": "L"}}"#), #"texts.t: "content" is missing"#),
    ]

    static let rules: [Row] = [
        (RuleText.file(rules: "1"), "rules[0]: must be an object"),
        (
            RuleText.file(rules: #"{"when": true, "give": {"lists": {"tags": [\#(e)]}}}"#),
            #"rules[0]: "name" is missing"#
        ),
        (
            RuleText.file(rules: #"{"name": "r", "give": {"lists": {"tags": [\#(e)]}}}"#),
            #"rules[0] "r": "when" is missing"#
        ),
        (RuleText.file(rules: #"{"name": "r", "when": true}"#), #"rules[0] "r": "give" is missing"#),
        (
            RuleText.file(rules: #"{"name": "disclaimer", "when": true, "give": {"lists": {"tags": [\#(e)]}}}"#),
            #"rules[0]: "disclaimer" is not for rules"#
        ),
        (
            RuleText.file(rules: RuleText.rule("r", when: "true") + "," + RuleText.rule("r", when: "true")),
            #"rules[1]: there is already a rule "r": rules[0]"#
        ),
        (
            RuleText.file(rules: #"{"name": "r", "wenn": true, "when": true, "give": {"lists": {"tags": [\#(e)]}}}"#),
            #"rules[0] "r": unknown field "wenn""#
        ),
        (give("{}"), #"rules[0] "r" give: must not be empty"#),
        (give(#"{"list": 1}"#), #"rules[0] "r" give: unknown field "list""#),
        (give(#"{"lists": {"tag": [\#(e)]}}"#), #"rules[0] "r" give.lists: unknown field "tag""#),
        (give(#"{"lists": {"tags": []}}"#), #"rules[0] "r" give.lists.tags: must not be empty"#),
        (tag(#""missing""#), #"rules[0] "r" give.lists.tags[0]: there is no text "missing""#),
        (tag(#"{"key": "k", "label": "L", "content": ""}"#), #"rules[0] "r" give.lists.tags[0].content: is empty"#),
        (tag(#"{"key": "k", "label": " ", "content": "c"}"#), #"rules[0] "r" give.lists.tags[0].label: is empty"#),
        (tag(#"{"label": "L", "content": "c"}"#), #"rules[0] "r" give.lists.tags[0]: "key" is missing"#),
        (
            tag(#"{"key": "k", "label": "L", "content": 5}"#),
            #"rules[0] "r" give.lists.tags[0].content: must be a text"#
        ),
        (
            tag(#"{"key": "k", "label": "L", "content": "c", "text": "d"}"#),
            #"rules[0] "r" give.lists.tags[0]: unknown field "text""#
        ),
        (tag(RuleText.entry(content: "a {x}")), #"rules[0] "r" give.lists.tags[0].content: there is no value "x""#),
        (
            tag(RuleText.entry(content: "a {c0")),
            #"rules[0] "r" give.lists.tags[0].content: has an unmatched brace"#
        ),
        (
            tag(RuleText.entry(content: "a } b")),
            #"rules[0] "r" give.lists.tags[0].content: has an unmatched brace"#
        ),
        (
            tag(RuleText.entry(content: String(repeating: "x", count: 8193))),
            #"rules[0] "r" give.lists.tags[0].content: is longer than 8192 bytes"#
        ),
        (
            tag(RuleText.entry(content: #"a\u0007"#)),
            #"rules[0] "r" give.lists.tags[0].content: has control characters"#
        ),
        (give(#"{"factors": {"f1": 1}}"#), #"rules[0] "r" give.factors.f1: is not declared in "factors""#),
        (give(#"{"factors": {"f0": "x"}}"#), #"rules[0] "r" give.factors.f0: there is no value "x""#),
        (
            give(#"{"strengths": [{"key": "strong", "label": "L", "cc": 0}]}"#),
            #"rules[0] "r" give.strengths[0].key: must be one of the names in "strengths""#
        ),
        (
            give(#"{"strengths": [{"key": "weak", "label": "L", "cc": 8}]}"#),
            #"rules[0] "r" give.strengths[0].cc: must be a whole number from 0 to 7"#
        ),
        (give(#"{"display": {"display_b": true}}"#), #"rules[0] "r" give.display: unknown field "display_b""#),
        (give(#"{"display": {"display_a": "yes"}}"#), #"rules[0] "r" give.display.display_a: must be true or false"#),
    ]

    static let conditions: [Row] = [
        (RuleText.file(when: "false"), #"rules[0] "r" when: can never be true"#),
        (RuleText.file(when: "1"), #"rules[0] "r" when: must be a condition: true, the name of one, or an object"#),
        (RuleText.file(when: #""x""#), #"rules[0] "r" when: there is no condition "x""#),
        (
            RuleText.file(when: #"{"none": []}"#),
            #"rules[0] "r" when: must have one of all, any, not, value, gender, side, has, answer, rule"#
                + #", and "none" is not one of them"#
        ),
        (
            RuleText.file(when: #"{"all": [true], "any": [true]}"#),
            #"rules[0] "r" when: must have one of all, any, not, value, gender, side, has, answer, rule"#
        ),
        (RuleText.file(when: #"{"not": true, "is": 1}"#), #"rules[0] "r" when: unknown field "is""#),
        (RuleText.file(when: #"{"all": []}"#), #"rules[0] "r" when.all: must not be empty"#),
        (
            RuleText.file(when: #"{"all": [true, {"any": [true, 5]}]}"#),
            #"rules[0] "r" when.all[1].any[1]: must be a condition: true, the name of one, or an object"#
        ),
        (
            RuleText.file(when: #"{"value": "c1"}"#),
            #"rules[0] "r" when: has no comparison: <, <=, =, !=, >=, >, between, in"#
        ),
        (RuleText.file(when: #"{"value": "c9", ">": 1}"#), #"rules[0] "r" when.value: there is no value "c9""#),
        (RuleText.file(when: #"{"value": "c1", ">": "three"}"#), #"rules[0] "r" when.>: there is no value "three""#),
        (
            RuleText.file(when: #"{"value": "c1", ">": 10}"#),
            #"rules[0] "r" when: can never be true: the value is -10…10"#
        ),
        (
            RuleText.file(when: #"{"value": "c1", ">=": 5, "<": 5}"#),
            #"rules[0] "r" when: can never be true: the value is -10…10"#
        ),
        (
            RuleText.file(when: #"{"value": "c1", ">": 3, "<": 4}"#),
            #"rules[0] "r" when: can never be true: the value is -10…10"#
        ),
        (
            RuleText.file(when: #"{"value": "age", "<": 0}"#),
            #"rules[0] "r" when: can never be true: the value is 0…150"#
        ),
        (
            RuleText.file(when: #"{"value": "month", "in": [12, 13]}"#),
            #"rules[0] "r" when.in[1]: can never be true: the value is 1…12"#
        ),
        (
            RuleText.file(when: #"{"value": "finger", "=": 2.5}"#),
            #"rules[0] "r" when: can never be true: the value is 1…10"#
        ),
        (
            RuleText.file(when: #"{"value": "c1", "between": [5, 3]}"#),
            #"rules[0] "r" when.between: can never be true: 5 is more than 3"#
        ),
        (
            RuleText.file(when: #"{"value": "c1", "between": [5]}"#),
            #"rules[0] "r" when.between: must have at least 2 elements"#
        ),
        (RuleText.file(when: #"{"value": "c1", "in": []}"#), #"rules[0] "r" when.in: must not be empty"#),
        (
            RuleText.file(when: #"{"value": {"sum": "strengths"}, ">": 80}"#),
            #"rules[0] "r" when: can never be true: the value is -80…80"#
        ),
        (RuleText.file(when: #"{"gender": "woman"}"#), #"rules[0] "r" when.gender: must be "female" or "male""#),
        (RuleText.file(when: #"{"side": 1}"#), #"rules[0] "r" when.side: must be "left" or "right""#),
        (RuleText.file(when: #"{"has": "x"}"#), #"rules[0] "r" when.has: there is no value "x""#),
        (RuleText.file(when: #"{"rule": "x"}"#), #"rules[0] "r" when.rule: there is no rule "x""#),
        (
            RuleText.file(when: #"{"answer": "q", "is": "a", "in": ["b"]}"#),
            #"rules[0] "r" when: must not have both "is" and "in""#
        ),
        (RuleText.file(when: #"{"answer": ""}"#), #"rules[0] "r" when.answer: must be a text of 1 to 200 bytes"#),
        (
            RuleText.file(when: #"{"answer": "q", "in": [1]}"#),
            #"rules[0] "r" when.in[0]: must be a text of 1 to 200 bytes"#
        ),
    ]

    @Test("with the place and the fault", arguments: files + rules + conditions)
    func fault(file: String, fault: String) {
        #expect(RuleEngine.faults(file) == [fault])
    }

    @Test("with all its faults, not only the first")
    func all() {
        let faults = RuleEngine.faults(
            RuleText.file(
                #""colour": 1"#,
                rules: [
                    RuleText.rule("a", when: #"{"value": "c1", ">": 11}"#),
                    RuleText.rule("b", when: #"{"all": [5, "x"]}"#),
                    RuleText.rule("c", when: "true", more: #", "strengths": []"#),
                ].joined(separator: ",")))
        #expect(
            faults == [
                #"unknown field "colour""#, #"rules[0] "a" when: can never be true: the value is -10…10"#,
                #"rules[1] "b" when.all[0]: must be a condition: true, the name of one, or an object"#,
                #"rules[1] "b" when.all[1]: there is no condition "x""#,
                #"rules[2] "c" give.strengths: must not be empty"#,
            ])
    }

    @Test("when it is too large, too long or too deep")
    func limits() throws {
        let rule = { (number: Int) in RuleText.rule("r\(number)", when: "true") }
        let many = (0...2000).map(rule).joined(separator: ",")
        #expect(
            RuleEngine.faults(RuleText.file(rules: many)).first == "rules: must have at most 2000 elements, not 2001")
        #expect(RuleEngine.faults(RuleText.file(rules: (1...2000).map(rule).joined(separator: ","))) == [])
        func deep(_ levels: Int) -> String {
            RuleText.file(
                when: String(repeating: #"{"not": "#, count: levels) + "true" + String(repeating: "}", count: levels))
        }
        #expect(RuleEngine.faults(deep(31)) == [])
        #expect(RuleEngine.faults(deep(32)).first?.hasSuffix(": is nested deeper than 32 levels") == true)
        #expect(RuleEngine.faults(deep(2000)).count == 1)
        let file = try ConfigurationFile("")
        try file.add("rules.json", RuleText.file() + String(repeating: " ", count: RuleEngine.largestFile))
        #expect(throws: RuleFileError.self) { try RuleEngine(file: file.directory.path + "/rules.json") }
    }

    @Test("when it is no JSON, has a member twice, or is not there")
    func unreadable() {
        #expect(RuleEngine.faults("{").first?.hasPrefix("line 1: ") == true)
        #expect(RuleEngine.faults("").count == 1)
        #expect(RuleEngine.faults("{\"a\u{0}\": 1}").count == 1)
        do throws(RuleFileError) {
            _ = try RuleEngine(file: "/nonexistent/rules.json")
            Issue.record("read a file that is not there")
        } catch { #expect(error.description == "/nonexistent/rules.json: open: No such file or directory") }
    }

    @Test("at the start of a program, with file, rule and fault, and every request is told no until it is mended")
    func start() throws {
        let file = try ConfigurationFile(
            "public_url = https://www.example.com\nstate_dir = state\n[measurements]\nanalysis_rules = rules.json\n")
        try file.add("rules.json", RuleText.file(when: #"{"value": "c1", ">": 10}"#))
        let installation = try Installation(file.read())
        do throws(WeChatError) {
            _ = try installation.analysisEngine()
            Issue.record("took a bad rule file")
        } catch {
            guard case .notConfigured(_, let text) = error else { Issue.record("\(error)"); return }
            #expect(text.hasPrefix("[measurements] analysis_rules\n\(file.directory.path)/rules.json: "))
            #expect(text.hasSuffix(#"rules[0] "r" when: can never be true: the value is -10…10"#))
        }
        try file.add("rules.json", RuleText.file())
        #expect(try installation.analysisEngine() is RuleEngine)
    }

    @Test("never by a crash, whatever a file is cut to or filled with")
    func mutilated() throws {
        let whole = Array(try String(contentsOfFile: Checkout.path("share/analysis/rules.json"), encoding: .utf8).utf8)
        var generator = SubjectGenerator(6)
        for _ in 0..<60 {
            var bytes = Array(whole.prefix(20_000)) + Array("]}".utf8)
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 32...126, using: &generator)
            }
            #expect(throws: RuleFileError.self) { try RuleEngine(bytes, file: "rules.json") }
        }
    }
}
