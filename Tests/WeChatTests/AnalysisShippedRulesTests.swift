import Foundation
import JSON
import Testing

@testable import Analysis
@testable import Site
@testable import WeChat

@Suite("The shipped rules")
struct AnalysisShippedRulesTests {
    let engine: RuleEngine

    init() throws { engine = try RuleEngine(file: Checkout.path("share/analysis/rules.json")) }

    @Test("load without a fault or a warning, and are what a program finds that stands where it was built")
    func load() throws {
        #expect(engine.warnings == [])
        #expect(engine.counts.rules > 200 && engine.counts.texts > 250)
        #expect(RuleEngine.shippedFile == engine.file)
        #expect(try Installation(configuration("")).analysisEngine() is RuleEngine)
    }

    @Test("give every report the disclaimer first, all the contract's lists, and no sentence without its rule")
    func traceable() throws {
        var generator = SubjectGenerator(1)
        let names = Set(engine.program.rules.map(\.name))
        for _ in 0..<200 {
            let subject = generator.subject()
            let (analysis, outcomes) = engine.trace(subject)
            #expect(try engine.analyze(subject) == analysis)
            #expect(analysis.lists.map(\.name) == Analysis.listNames + ["tips"])
            let lead = try #require(analysis.findings("lead").first)
            #expect(lead == analysis.disclaimer && lead.rule == "disclaimer" && lead.content.contains("不是医学诊断"))
            let fired = Set(outcomes.filter(\.isFired).map(\.name))
            #expect(fired == Set(analysis.firedRules) && fired.isSubset(of: names))
            let given = Set(
                outcomes.flatMap { outcome in outcome.gifts.map { [outcome.name, $0.place, $0.key, $0.content] } })
            for list in analysis.lists {
                for finding in list.findings where finding != lead {
                    #expect(given.contains([finding.rule ?? "", list.name, finding.key, finding.content]))
                }
            }
            #expect(analysis.strengths.flatMap(\.meridians).allSatisfy { fired.contains($0.rule ?? "") })
            #expect(analysis.strengths.flatMap(\.meridians).map(\.cc).sorted() == Array(0...7))
        }
    }

    @Test("show no brace, no unknown number and no empty text in what they say")
    func texts() throws {
        var generator = SubjectGenerator(2)
        for _ in 0..<300 {
            for finding in try engine.analyze(generator.subject()).lists.flatMap(\.findings) {
                #expect(!finding.content.contains("{") && !finding.content.contains("—"), "\(finding)")
                #expect(!finding.content.isEmpty && !finding.label.isEmpty && !finding.key.isEmpty)
            }
        }
    }

    @Test("have no rule that no record can reach")
    func reachable() throws {
        var generator = SubjectGenerator(3)
        var left = Set(engine.program.rules.map(\.name))
        for _ in 0..<60_000 where !left.isEmpty {
            left.subtract(try engine.analyze(generator.subject()).firedRules)
        }
        #expect(left == [])
    }

    @Test("speak of women's topics to women only")
    func women() throws {
        var generator = SubjectGenerator(4)
        var seen = 0
        for _ in 0..<300 {
            let subject = generator.subject()
            let topics = try engine.analyze(subject).lists.flatMap(\.findings).filter { finding in
                ["月经", "妇科", "孕", "哺乳", "乳腺", "绝经"].contains { finding.content.contains($0) }
            }
            if subject.gender != .female { #expect(topics.isEmpty, "\(topics)") }
            let tips = try engine.analyze(subject).findings("tips_for_woman")
            if subject.gender != .female || subject.age ?? 30 < 10 { #expect(tips.isEmpty) }
            seen += tips.count
        }
        #expect(seen > 100)
    }

    @Test("give records with different values different reports")
    func different() throws {
        var generator = SubjectGenerator(5)
        for _ in 0..<60 {
            let subject = generator.subject()
            let report = try engine.analyze(subject)
            for meridian in 0..<8 {
                let other = subject.with { $0.strengths[meridian] += $0.strengths[meridian] == 10 ? -1 : 1 }
                #expect(try engine.analyze(other).lists != report.lists)
            }
            guard let rate = subject.heartRate else { continue }
            let faster = try engine.analyze(subject.with { $0.heartRate = rate + 1 })
            #expect(faster.lists != report.lists)
        }
    }

    @Test(
        "remark on heart rates by age, and send people to a doctor when the value is extreme",
        arguments: [
            (34, 72, "heart.adult_normal", false), (34, 105, "heart.adult_high", false),
            (34, 135, "heart.adult_extreme_high", true), (34, 38, "heart.extreme_low", true),
            (70, 72, "heart.elder_normal", false), (70, 125, "heart.elder_extreme_high", true),
            (8, 100, "heart.school_normal", false), (3, 120, "heart.toddler_normal", false),
            (0, 130, "heart.infant_normal", false), (15, 80, "heart.teen_normal", false),
            (nil, 72, "heart.unknown_normal", false), (nil, 39, "heart.extreme_low", true),
            (nil, 140, "heart.adult_extreme_high", true), (34, nil, "heart.missing", false),
            (34, 72.5, "heart.adult_normal", false), (34, 49.5, "heart.adult_low", false),
            (34, 59.5, "heart.adult_athletic", false), (34, 85.5, "heart.adult_upper", false),
            (34, 100.5, "heart.adult_high", false), (34, 129.9, "heart.adult_high", false),
        ] as [(Int?, Double?, String, Bool)])
    func heartRate(age: Int?, rate: Double?, rule: String, isExtreme: Bool) throws {
        let analysis = try engine.analyze(AnalysisSubject.measured().with { ($0.age, $0.heartRate) = (age, rate) })
        let group = analysis.firedRules.filter { name in
            engine.program.rules.contains { $0.name == name && $0.group >= 0 } && name.hasPrefix("heart.")
        }
        #expect(group == [rule])
        let remark = analysis.lists.flatMap(\.findings).first { $0.rule == rule && !$0.key.hasPrefix("tag.") }
        #expect(remark?.content.contains("就医") == true || remark?.content.contains("看医生") == true || !isExtreme)
        #expect(remark?.label.contains("请尽快就医") == isExtreme)
    }

    @Test("name all eight meridians in both directions, nine constitutions and four factors in every grade")
    func complete() {
        let names = Set(engine.program.rules.map(\.name))
        let meridians = ["pericardium", "liver", "kidney", "spleen", "lung", "stomach", "gallbladder", "bladder"]
        for meridian in meridians {
            for grade in ["very_strong", "strong", "balanced", "weak", "very_weak", "left", "right"] {
                #expect(names.contains("\(meridian).\(grade)"))
            }
        }
        #expect(names.filter { $0.hasPrefix("constitution.") }.count == 11)
        for factor in ["f0", "f1", "f2", "f3"] {
            #expect(names.contains { $0.hasPrefix("factor.\(factor).") })
        }
    }
}
