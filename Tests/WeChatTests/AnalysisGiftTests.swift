import JSON
import Testing

@testable import Analysis
@testable import WeChat

@Suite("What rules give")
struct AnalysisGiftTests {
    private func rule(_ name: String, _ when: String, group: String? = nil, _ gifts: String) -> String {
        let group = group.map { "\"group\": \"\($0)\", " } ?? ""
        return "{\"name\": \"\(name)\", \(group)\"when\": \(when), \"give\": {\(gifts)}}"
    }

    private func rule(_ name: String, group: String? = nil, _ gifts: String) -> String {
        rule(name, "true", group: group, gifts)
    }

    private func engine(_ members: String = "", _ rules: String...) throws -> RuleEngine {
        try RuleEngine(text: RuleText.file(members, rules: rules.joined(separator: ",")))
    }

    @Test("stands in the lists in the file's order, behind the disclaimer, each text once")
    func lists() throws {
        let engine = try engine(
            #""lists": ["more"], "texts": {"t": {"key": "shared", "label": "L", "content": "once"}}"#,
            rule("a", #""lists": {"tags": ["t", \#(RuleText.entry("own"))], "more": ["t"]}"#),
            rule("b", #""lists": {"tags": [\#(RuleText.entry("b")), "t"], "lead": [\#(RuleText.entry("b"))]}"#))
        let analysis = try engine.analyze(.measured())
        #expect(analysis.lists.map(\.name) == Analysis.listNames + ["more"])
        #expect(analysis.findings("tags").map(\.key) == ["shared", "own", "b"])
        #expect(analysis.findings("tags").map(\.rule) == ["a", "a", "b"])
        #expect(analysis.findings("more").map(\.key) == ["shared"])
        #expect(analysis.findings("lead").map(\.key) == ["d", "b"])
        #expect(analysis.findings("lead").first?.rule == "disclaimer")
        #expect(analysis.findings("baby_tips") == [] && analysis.findings("none") == [])
        let repeated = engine.trace(.measured()).outcomes.flatMap(\.gifts).filter(\.isRepeated)
        #expect(repeated.map(\.key) == ["shared"])
    }

    @Test("comes of a group from the first rule whose condition holds")
    func groups() throws {
        let gift = { (name: String) in #""lists": {"tags": [\#(RuleText.entry(name))]}"# }
        let engine = try engine(
            "", rule("high", #"{"value": "c0", ">": 5}"#, group: "g", gift("high")),
            rule("some", #"{"value": "c0", ">": 2}"#, group: "g", gift("some")),
            rule("other", #"{"value": "c0", ">": 2}"#, group: "h", gift("other")),
            rule("rest", group: "g", gift("rest")))
        func fired(_ c0: Int) throws -> [String] {
            try engine.analyze(.measured([c0, 0, 0, 0, 0, 0, 0, 0])).firedRules
        }
        #expect(try fired(9) == ["high", "other"])
        #expect(try fired(3) == ["some", "other"])
        #expect(try fired(0) == ["rest"])
        let reasons = engine.trace(.measured([9, 0, 0, 0, 0, 0, 0, 0])).outcomes.map(\.reason)
        #expect(reasons == [nil, "an earlier rule of its group fired", nil, "an earlier rule of its group fired"])
    }

    @Test("changes factors, which are rounded and kept within their limits, before others look at them")
    func factors() throws {
        let engine = try engine(
            """
            "factors": {"f0": {"base": {"quotient": ["c0", 2]}, "min": -3, "max": 3}, "f1": {"min": 0, "max": 5},
            "m1": {"base": "heart_rate", "min": 0, "max": 300}, "f107": {"min": 0, "max": 9}}
            """,
            rule(
                "seen", #"{"value": "f1", "=": 5}"#,
                #""lists": {"tags": [\#(RuleText.entry(content: "{f1} {f0} {c0} {{}}"))]}"#),
            rule("a", #"{"value": "c1", ">": 0}"#, #""factors": {"f1": 4, "f107": "c1"}"#),
            rule("b", #"{"value": "c1", ">": 1}"#, #""factors": {"f1": 4, "f0": -9, "f107": "age"}"#))
        var therapy = try engine.analyze(.measured([3, 0, 0, 0, 0, 0, 0, 0])).physicalTherapy
        #expect(therapy.f == [2, 0, 0, 0] && therapy.m == [nil, nil, nil, nil] && therapy.f100[7] == 0)
        let subject = AnalysisSubject.measured([3, 2, 0, 0, 0, 0, 0, 0]).with { $0.heartRate = 71 }
        let analysis = try engine.analyze(subject)
        therapy = analysis.physicalTherapy
        #expect(
            therapy.f == [-3, 5, 0, 0] && therapy.m == [nil, 71, nil, nil] && therapy.f100 == [0, 0, 0, 0, 0, 0, 0, 2])
        #expect(analysis.findings("tags").map(\.content) == ["5 -3 3 {}"])
        #expect(PhysicalTherapy.names == analysis.physicalTherapy.json.members.map(\.name))
    }

    @Test("shows numbers whole or with one digit behind the point, and what is not known as a dash")
    func numbers() throws {
        let content = "{a} {b} {c1} {age} {bmi}"
        let engine = try engine(
            #""values": {"a": {"quotient": ["c0", 3]}, "b": {"quotient": ["c1", 2]}}"#,
            rule("r", #""lists": {"tags": [\#(RuleText.entry(content: content))]}"#))
        let subject = AnalysisSubject.measured([-1, 5, 0, 0, 0, 0, 0, 0]).with { ($0.height, $0.weight) = (170, 60) }
        #expect(try engine.analyze(subject).findings("tags").first?.content == "-0.3 2.5 5 — 20.8")
    }

    @Test("grades meridians, strongest grade first, and switches display options, the last rule deciding")
    func strengths() throws {
        let engine = try engine(
            #""strengths": ["strong", "weak"], "display_options": {"display_a": false, "display_b": true}"#,
            rule("w", #""strengths": [{"key": "weak", "label": "肾经", "cc": 2}], "display": {"display_a": true}"#),
            rule(
                "s",
                #""strengths": [{"key": "strong", "label": "肝经", "cc": 1}, {"key": "weak", "label": "肺经", "cc": 4}]"#),
            rule("d", #"{"value": "c0", ">": 0}"#, #""display": {"display_a": false}"#))
        let analysis = try engine.analyze(.measured())
        #expect(analysis.strengths.map(\.key) == ["strong", "weak"])
        #expect(analysis.strengths.map { $0.meridians.map(\.cc) } == [[1], [2, 4]])
        #expect(analysis.strengths[1].meridians.map(\.rule) == ["w", "s"])
        #expect(
            analysis.strengths[0].json.text == #"{"key":"strong","labels":[{"label":"肝经","cc":"1"}]}"#)
        #expect(analysis.displayOptions.map(\.isShown) == [true, true])
        let other = try engine.analyze(.measured([1, 0, 0, 0, 0, 0, 0, 0]))
        #expect(other.displayOptions.map(\.isShown) == [false, true])
    }

    @Test("is written with the contract's names, lists first and never null")
    func json() throws {
        let analysis = try engine("", rule("r", #""lists": {"tags": [\#(RuleText.entry())]}"#)).analyze(.measured())
        #expect(
            analysis.members.map(\.name) == Analysis.listNames + [
                "channels_and_collaterals_strength", "physical_therapy_explain", "display_options", "m0", "m1", "m2",
                "m3",
                "f100", "f101", "f102", "f103", "f104", "f105", "f106", "f107",
            ])
        #expect(analysis.members[1].value.text == #"[{"key":"k","label":"L","content":"text"}]"#)
        #expect(analysis.members[2].value.text == "[]")
    }

    @Test("does not fail on a subject that no device measured")
    func strange() throws {
        let engine = try #require(RuleEngine.shipped)
        let strange = AnalysisSubject(
            createdAt: .min, finger: .max, strengths: [.max, .min], heartRate: .infinity,
            appHighestHeartRate: .greatestFiniteMagnitude, appLowestHeartRate: -.infinity, age: .max, height: .infinity,
            weight: .nan)
        #expect(try engine.analyze(strange).findings("lead").count > 1)
        #expect(
            try engine.analyze(
                strange.with {
                    $0.createdAt = .max; $0.strengths = []
                }
            ).findings("lead").count > 1)
    }
}
