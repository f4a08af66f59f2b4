import Foundation
import JSON
import SplitMix

@testable import Analysis
@testable import WeChat

/// Rule files as tests write them.
enum RuleText {
    static let disclaimer = #""disclaimer": {"key": "d", "label": "D", "content": "no advice"}"#

    /// A file with the given members and one rule that always fires, or the given rules.
    static func file(
        _ members: String = "",
        rules: String = #"{"name": "r", "when": true, "give": {"lists": {"tags": [\#(entry())]}}}"#
    )
        -> String
    {
        "{\"version\": 1, \(disclaimer)" + (members.isEmpty ? "" : ", \(members)") + ", \"rules\": [\(rules)]}"
    }

    /// A file with one rule `r` that gives a tag under a condition.
    static func file(when condition: String, _ members: String = "") -> String {
        file(members, rules: rule("r", when: condition))
    }

    /// A rule that gives a tag of its name.
    static func rule(_ name: String, when condition: String, more: String = "") -> String {
        #"{"name": "\#(name)", "when": \#(condition), "give": {"lists": {"tags": [\#(entry(name))]}\#(more)}}"#
    }

    static func entry(_ key: String = "k", content: String = "text") -> String {
        #"{"key": "\#(key)", "label": "L", "content": "\#(content)"}"#
    }
}

extension RuleEngine {
    /// The engine of a text.
    init(text: String) throws(RuleFileError) { try self.init(Array(text.utf8), file: "rules.json") }

    /// Every fault of a text, as it is told; empty when there is none.
    static func faults(_ text: String) -> [String] {
        do throws(RuleFileError) { _ = try RuleEngine(text: text) } catch { return error.faults.map(\.description) }
        return []
    }

    /// The rules that ship with the project.
    static let shipped: RuleEngine? = try? RuleEngine(file: Checkout.path("share/analysis/rules.json"))
}

/// The checkout that the tests stand in.
enum Checkout {
    static func path(_ relative: String) -> String {
        var path = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { path.deleteLastPathComponent() }
        return path.path + "/" + relative
    }
}

extension AnalysisSubject {
    /// A subject of which only the meridians are known.
    static func measured(_ strengths: [Int] = [0, 0, 0, 0, 0, 0, 0, 0], finger: Int = 2) -> AnalysisSubject {
        AnalysisSubject(createdAt: 1_530_691_287, finger: finger, strengths: strengths)
    }

    /// The same with something changed.
    func with(_ change: (inout AnalysisSubject) -> Void) -> AnalysisSubject {
        var subject = self
        change(&subject)
        return subject
    }
}

/// Makes subjects, the same ones for the same seed.
struct SubjectGenerator: RandomNumberGenerator {
    private var random: SplitMix64

    static let questions = [
        "fatigue", "cold_limbs", "dry_mouth", "heavy_body", "oily_face", "dark_lips", "low_mood", "allergy",
        "poor_sleep",
        "bloating", "sweating", "sitting", "smoking", "drinking", "exercise",
    ]

    init(_ seed: UInt64) { random = SplitMix64(seed) }

    mutating func next() -> UInt64 { random.next() }

    mutating func subject() -> AnalysisSubject {
        // All around one height now and then: chance alone makes no one-sided record.
        let middle = number(-8...8)
        let width = number(0...10)
        let strengths = (0..<8).map { _ in min(10, max(-10, middle + number(-width...width))) }
        return AnalysisSubject(
            recordID: Int64(number(1...1_000_000)), createdAt: Int64(number(1_500_000_000...1_800_000_000)),
            finger: number(1...10), strengths: strengths, heartRate: known(30...200), appHeartRate: known(30...200),
            appHighestHeartRate: known(80...200), appLowestHeartRate: known(30...110), age: age(),
            gender: [.male, .female, nil].randomElement(using: &self) ?? nil, height: known(50...200),
            weight: known(5...150), answers: answers())
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    private mutating func known(_ range: ClosedRange<Int>) -> Double? {
        number(0...4) == 0 ? nil : Double(number(range)) + Double(number(0...3)) / 4
    }

    private mutating func age() -> Int? {
        [nil, number(0...6), number(0...17), number(18...60), number(0...110)][number(0...4)]
    }

    private mutating func answers() -> [AnalysisSubject.Answer] {
        let asked = SubjectGenerator.questions.filter { _ in number(0...3) == 0 }
        let scale = ["never", "seldom", "sometimes", "often", "always"]
        let pregnancy = ["pregnant", "preparing", "nursing", "no"][number(0...3)]
        return asked.map { .init(questionKey: $0, values: [scale[number(0...4)]]) }
            + [.init(questionKey: "pregnancy", values: [pregnancy])]
    }
}
