/// A rule file, parsed, checked and ordered: what a machine runs for each record.
///
/// Names are gone: every number has a numbered slot, every condition and value is a node.
struct RuleProgram: Sendable {
    /// How deep conditions and values may be nested.
    static let deepest = 32

    var nodes: [RuleNode] = []
    /// The nodes' operands, by node.
    var operands: [Int32] = []
    /// The first slots are the variables of a subject.
    var slotCount = RuleVariable.allCases.count
    var groupCount = 0
    /// The steps, in an order in which each one finds what it needs.
    var steps: [RuleStep] = []
    var values: [RuleDefinition] = []
    var conditions: [RuleDefinition] = []
    var factors: [RuleFactor?] = Array(repeating: nil, count: PhysicalTherapy.names.count)
    var rules: [Rule] = []
    var questions: [String: RuleQuestion] = [:]
    var texts: [RuleText] = []
    var lists: [String] = Analysis.listNames
    var grades: [String] = []
    var displayOptions: [DisplayOption] = []
    /// The number of places for findings: one for each text of each list.
    var placeCount = 0
    var disclaimer = Finding(key: "", label: "", content: "")
}

/// One operation. True is 1, false 0, and NaN an unknown number or a truth value that depends on one.
struct RuleNode: Sendable {
    enum Operation: UInt8, Sendable {
        case constant, slot, isKnown
        case sum, mean, least, greatest, product, difference, quotient, magnitude, rounded
        case isLess, isAtMost, isEqual, isDifferent, isAtLeast, isGreater
        case all, any, not
    }

    var operation: Operation
    /// For `constant`.
    var number = 0.0
    /// The slot, or the first of the operands.
    var first: Int32 = 0
    var count: Int32 = 0
}

/// The result of one step.
enum RuleStep: Hashable, Sendable {
    case value(Int32)
    case condition(Int32)
    case factor(Int32)
    case rule(Int32)
}

/// A named value or condition.
struct RuleDefinition: Sendable {
    var name: String
    var node: Int32
    var slot: Int32
}

/// A number of `physical_therapy_explain`: its value before rules change it, and its limits.
struct RuleFactor: Sendable {
    var base: Int32
    var slot: Int32
    var low: Double
    var high: Double
}

struct Rule: Sendable {
    struct Gift: Sendable {
        var list: Int32
        var text: Int32
        /// Equal for the same text of the same list.
        var place: Int32
    }
    struct Change: Sendable {
        var factor: Int32
        var node: Int32
    }
    struct Strength: Sendable {
        var grade: Int32
        var label: String
        var meridian: Int
    }
    struct Display: Sendable {
        var option: Int32
        var isShown: Bool
    }

    var name: String
    var condition: Int32
    /// 1 if it fired, else 0.
    var slot: Int32
    /// Of a group's rules only the first whose condition is true fires; −1: no group.
    var group: Int32 = -1
    var gifts: [Gift] = []
    var changes: [Change] = []
    var strengths: [Strength] = []
    var displays: [Display] = []
}

/// The slots of a question: whether it was answered, and for each value used by rules, whether it was chosen.
struct RuleQuestion: Sendable {
    var isAnswered: Int32
    var values: [String: Int32] = [:]
}

/// An entry of a list, with its content split where numbers are inserted.
struct RuleText: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case text(String)
        case slot(Int32)
    }

    var key: String
    var label: String
    var content: [Piece]

    func finding(_ slots: [Double], rule: String) -> Finding {
        Finding(key: key, label: label, content: text(slots), rule: rule)
    }

    private func text(_ slots: [Double]) -> String {
        if content.count == 1, case .text(let text) = content[0] { return text }
        var result = ""
        for piece in content {
            switch piece {
            case .text(let text): result += text
            case .slot(let slot): result += RuleNumber.text(slots[Int(slot)])
            }
        }
        return result
    }
}
