import Testing

@testable import Analysis
@testable import WeChat

/// One row per operator: a condition, and the outcome for one subject.
@Suite("A condition")
struct AnalysisConditionTests {
    typealias Row = (condition: String, holds: Bool)

    /// 2018-07-04 16:01 in China; a left index finger.
    static let subject = AnalysisSubject(
        createdAt: 1_530_691_287, finger: 2, strengths: [3, -4, 0, 7, -1, 2, 10, -10], heartRate: 72, appHeartRate: 80,
        age: 34, gender: .female, height: 160, weight: 64,
        answers: [.init(questionKey: "sleep", values: ["late", "light"]), .init(questionKey: "empty", values: [])])

    static let comparisons: [Row] = [
        (#"{"value": "c0", ">": 2}"#, true), (#"{"value": "c0", ">": 3}"#, false),
        (#"{"value": "c0", ">=": 3}"#, true), (#"{"value": "c0", ">=": 4}"#, false),
        (#"{"value": "c1", "<": -3}"#, true), (#"{"value": "c1", "<": -4}"#, false),
        (#"{"value": "c1", "<=": -4}"#, true), (#"{"value": "c1", "<=": -5}"#, false),
        (#"{"value": "c2", "=": 0}"#, true), (#"{"value": "c2", "=": 1}"#, false),
        (#"{"value": "c2", "!=": 1}"#, true), (#"{"value": "c2", "!=": 0}"#, false),
        (#"{"value": "c3", "between": [7, 9]}"#, true), (#"{"value": "c3", "between": [8, 9]}"#, false),
        (#"{"value": "c3", "in": [1, 7]}"#, true), (#"{"value": "c3", "in": [1, 8]}"#, false),
        (#"{"value": "c3", ">": "c0", "<": "c6"}"#, true), (#"{"value": "c3", ">": "c0", "<": "c5"}"#, false),
        (#"{"value": "heart_rate", "<": "app_heart_rate"}"#, true), (#"{"value": "month", "=": 7}"#, true),
        (#"{"value": "hour", "=": 16}"#, true), (#"{"value": "age", "=": 34}"#, true),
        (#"{"value": "bmi", "=": 25}"#, true), (#"{"value": "finger", "=": 2}"#, true),
        (#"{"value": "record_type", "=": 7}"#, true), (#"{"value": "height", "=": 160}"#, true),
        (#"{"value": "weight", "=": 64}"#, true), (#"{"value": "c7", "=": -10}"#, true),
    ]
    static let operations: [Row] = [
        (#"{"value": {"sum": "strengths"}, "=": 7}"#, true), (#"{"value": {"sum": ["c0", "c3", 1]}, "=": 11}"#, true),
        (#"{"value": {"mean": ["c0", "c2"]}, "=": 1.5}"#, true), (#"{"value": {"min": "strengths"}, "=": -10}"#, true),
        (#"{"value": {"max": ["c0", "c4", "c5"]}, "=": 3}"#, true),
        (#"{"value": {"product": ["c0", "c1", 2]}, "=": -24}"#, true),
        (#"{"value": {"difference": ["c0", "c1"]}, "=": 7}"#, true),
        (#"{"value": {"quotient": ["c0", 2]}, "=": 1.5}"#, true),
        (#"{"value": {"abs": "c1"}, "=": 4}"#, true), (#"{"value": {"round": {"quotient": ["c0", 2]}}, "=": 2}"#, true),
        (#"{"value": {"count": {"of": "strengths", ">=": 2}}, "=": 4}"#, true),
        (#"{"value": {"count": {"of": ["c0", "c1"], "between": [1, 5]}}, "=": 1}"#, true),
        (#"{"value": {"sum": "strengths"}, "=": 8}"#, false), (#"{"value": {"mean": ["c0", "c2"]}, "=": 1}"#, false),
    ]
    static let others: [Row] = [
        ("true", true), (#"{"all": [true, {"gender": "female"}]}"#, true),
        (#"{"all": [true, {"gender": "male"}]}"#, false),
        (#"{"any": [{"gender": "male"}, {"side": "left"}]}"#, true),
        (#"{"any": [{"gender": "male"}, {"side": "right"}]}"#, false),
        (#"{"not": {"side": "right"}}"#, true), (#"{"not": {"side": "left"}}"#, false), (#"{"has": "age"}"#, true),
        (#"{"has": "gender"}"#, true), (#"{"has": "app_highest_heart_rate"}"#, false),
        (#"{"answer": "sleep"}"#, true), (#"{"answer": "other"}"#, false), (#"{"answer": "empty"}"#, false),
        (#"{"answer": "sleep", "is": "light"}"#, true), (#"{"answer": "sleep", "is": "deep"}"#, false),
        (#"{"answer": "sleep", "in": ["deep", "late"]}"#, true), (#"{"not": {"answer": "sleep", "is": "deep"}}"#, true),
        (#"{"not": {"answer": "other"}}"#, true),
    ]
    /// What is not known makes neither a condition nor its opposite true.
    static let unknown: [Row] = [
        (#"{"value": "app_lowest_heart_rate", "<": 60}"#, false),
        (#"{"not": {"value": "app_lowest_heart_rate", "<": 60}}"#, false),
        (#"{"value": "app_lowest_heart_rate", "!=": 60}"#, false),
        (#"{"any": [true, {"value": "app_lowest_heart_rate", "<": 60}]}"#, true),
        (#"{"any": [{"side": "right"}, {"value": "app_lowest_heart_rate", "<": 60}]}"#, false),
        (#"{"not": {"any": [{"side": "right"}, {"value": "app_lowest_heart_rate", "<": 60}]}}"#, false),
        (#"{"not": {"all": [{"side": "right"}, {"value": "app_lowest_heart_rate", "<": 60}]}}"#, true),
        (#"{"not": {"all": [true, {"value": "app_lowest_heart_rate", "<": 60}]}}"#, false),
        (#"{"value": {"max": ["c0", "app_lowest_heart_rate"]}, ">": 0}"#, false),
        (#"{"value": {"min": ["app_lowest_heart_rate", "c0"]}, "<": 9}"#, false),
        (#"{"value": {"quotient": ["c0", "c2"]}, ">": 0}"#, false),
        (#"{"not": {"answer": "other", "is": "x"}}"#, false), (#"{"answer": "other", "is": "x"}"#, false),
    ]

    @Test("holds or does not", arguments: comparisons + operations + others + unknown)
    func holds(condition: String, holds: Bool) throws {
        let engine = try RuleEngine(text: RuleText.file(when: condition))
        #expect(try engine.analyze(Self.subject).firedRules == (holds ? ["r"] : []))
        let outcome = try #require(engine.trace(Self.subject).outcomes.first)
        #expect(outcome.isFired == holds && (outcome.reason == nil) == holds)
    }

    @Test("on gender, age, rates or body holds for nobody of whom they are not known, nor does its opposite")
    func nothingKnown() throws {
        let conditions = [
            #"{"gender": "female"}"#, #"{"gender": "male"}"#,
            #"{"value": "heart_rate", ">": 0.5}"#, #"{"value": "age", ">=": 1}"#, #"{"value": "bmi", ">": 1}"#,
        ]
        let nobody = AnalysisSubject.measured().with { ($0.heartRate, $0.weight) = (0, 60) }
        for condition in conditions {
            let rules = [RuleText.rule("yes", when: condition), RuleText.rule("no", when: "{\"not\": \(condition)}")]
            let engine = try RuleEngine(text: RuleText.file(rules: rules.joined(separator: ",")))
            #expect(try engine.analyze(nobody).firedRules == [], "\(condition)")
        }
    }

    @Test("that is always true is told of, and what is never used too, but the file is taken")
    func warnings() throws {
        func warnings(_ text: String) throws -> [String] { try RuleEngine(text: text).warnings.map(\.description) }
        #expect(
            try warnings(RuleText.file(when: #"{"value": "c0", ">=": -10}"#)) == [
                #"rules[0] "r" when.>=: is always true: the value is -10…10"#
            ])
        #expect(
            try warnings(RuleText.file(when: #"{"value": "c0", "between": [-10, 10]}"#)) == [
                #"rules[0] "r" when.between: is always true: the value is -10…10"#
            ])
        #expect(
            try warnings(
                RuleText.file(
                    #""values": {"a": 1}, "conditions": {"b": true}, "texts": {"t": \#(RuleText.entry())}"#))
                == ["values.a: is never used", "conditions.b: is never used", "texts.t: is never used"])
        #expect(try warnings(RuleText.file(when: #"{"value": "c0", ">": 3, "<": 5}"#)) == [])
    }

    @Test("that does not hold is explained with the value that stood in the way")
    func reasons() throws {
        func reason(_ condition: String, _ members: String = "") throws -> String? {
            try RuleEngine(text: RuleText.file(when: condition, members)).trace(Self.subject).outcomes.first?.reason
        }
        #expect(try reason(#"{"all": [true, {"value": "c1", ">=": 3}]}"#) == "c1 >= 3, but c1 is -4")
        #expect(
            try reason(#""weak""#, #""conditions": {"weak": {"value": "c0", "<": -2}}"#) == "weak: c0 < -2, but c0 is 3"
        )
        #expect(try reason(#"{"gender": "male"}"#) == "not (is female): it is so")
        #expect(
            try reason(#"{"value": "app_lowest_heart_rate", "<": 50}"#)
                == "app_lowest_heart_rate < 50, but app_lowest_heart_rate is not known")
        #expect(try reason(#"{"answer": "other", "is": "x"}"#) == "answer x to other: not known")
        #expect(
            try reason(#"{"any": [{"value": "c2", ">": 1}, {"side": "right"}]}"#)
                == "none of: c2 > 1, but c2 is 0; not (is left): it is so")
    }
}
