internal import JSON

/// Reads a rule file and records everything that is wrong with it.
///
/// Errors do not stop the reading: meanwhile a faulty part counts as something harmless, so that an author sees all
/// errors at once.
struct RuleReader {
    /// A step of the path from the top of the file to a place in it.
    enum Step {
        case member(String)
        case element(Int)
        /// A rule, by position and, if it has one, name.
        case rule(Int, String?)
    }

    var program = RuleProgram()
    private(set) var faults: [RuleFault] = []
    private(set) var warnings: [RuleFault] = []
    /// The meaning of each kind of name.
    var valueIndex: [String: Int32] = [:]
    var conditionIndex: [String: Int32] = [:]
    var ruleIndex: [String: Int32] = [:]
    var listIndex: [String: Int32] = [:]
    var gradeIndex: [String: Int32] = [:]
    var optionIndex: [String: Int32] = [:]
    var textIndex: [String: Int32] = [:]
    /// The place for findings of each text of each list.
    var places: [[Int32]: Int32] = [:]
    /// What is being read, and what must be computed before each step.
    var current: RuleStep?
    var needs: [RuleStep: [RuleStep]] = [:]
    /// The definitions that the file uses.
    var usedSteps: Set<RuleStep> = []
    var usedTexts: Set<Int32> = []
    /// The numbers that named values and factors can be, as far as they have been read.
    var spans: [Int32: RuleSpan] = [:]
    private var path: [Step] = []

    mutating func fault(_ message: String) { faults.append(.init(place: place, message: message)) }

    mutating func warn(_ message: String) { warnings.append(.init(place: place, message: message)) }

    /// Runs `body` one step deeper in the file.
    mutating func at<T>(_ step: Step, _ body: (inout RuleReader) -> T) -> T {
        path.append(step)
        defer { path.removeLast() }
        return body(&self)
    }

    /// As `at`, for a member of an object; nil if absent.
    mutating func member<T>(
        _ name: String, of object: JSONValue, _ body: (inout RuleReader, JSONValue) -> T
    ) -> T? {
        guard let value = object[name] else { return nil }
        return at(.member(name)) { body(&$0, value) }
    }

    /// As `at`, for each element of an array.
    mutating func each<T>(_ elements: [JSONValue], _ body: (inout RuleReader, JSONValue) -> T) -> [T] {
        elements.enumerated().map { index, element in at(.element(index)) { body(&$0, element) } }
    }

    /// Records that a value is not an object, or each unknown member of it. Returns whether it is an object.
    mutating func checkMembers(of value: JSONValue, known: [String]) -> Bool {
        guard case .object(let members) = value else {
            fault("must be an object")
            return false
        }
        for member in members where !known.contains(member.name) {
            fault("unknown field \"\(RuleReader.quoted(member.name))\"")
        }
        return true
    }

    /// Records that a member is missing. Returns whether it is there.
    mutating func require(_ name: String, in object: JSONValue) -> Bool {
        let isThere = object[name] != nil
        if !isThere { fault("\"\(name)\" is missing") }
        return isThere
    }

    /// The elements of a list of `least`…`most`; empty for an invalid one.
    mutating func elements(_ value: JSONValue, least: Int = 1, most: Int = 2000) -> [JSONValue] {
        guard case .array(let elements) = value else {
            fault("must be an array")
            return []
        }
        if elements.count < least { fault(least == 1 ? "must not be empty" : "must have at least \(least) elements") }
        if elements.count > most { fault("must have at most \(most) elements, not \(elements.count)") }
        return elements.count > most ? [] : elements
    }

    /// A name: lower-case letters, digits and `_`, at most 64, beginning with a letter.
    mutating func name(_ value: JSONValue, dots: Bool = false) -> String? {
        guard let text = value.string else {
            fault("must be a name")
            return nil
        }
        guard RuleReader.isName(text, dots: dots) else {
            fault(
                "\"\(RuleReader.quoted(text))\" is not a name: a-z, 0-9, _" + (dots ? ", . and -" : "") + ", at most 64"
            )
            return nil
        }
        return text
    }

    static func isName(_ text: String, dots: Bool) -> Bool {
        guard let first = text.utf8.first, first >= 0x61 && first <= 0x7A, text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy {
            $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == UInt8(ascii: "_")
                || dots && ($0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-"))
        }
    }

    /// A text of the file for a message: limited, and harmless to a terminal.
    static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(80).map {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : $0
        }
        return String(String.UnicodeScalarView(scalars)) + (text.unicodeScalars.count > 80 ? "…" : "")
    }

    private var place: String { path.reduce(into: "") { $0 += RuleReader.text($1, behind: $0) } }

    private static func text(_ step: Step, behind: String) -> String {
        switch step {
        case .member(let name): (behind.isEmpty ? "" : behind.hasSuffix("\"") ? " " : ".") + quoted(name)
        case .element(let index): "[\(index)]"
        case .rule(let index, let name): "[\(index)]" + (name.map { " \"\($0)\"" } ?? "")
        }
    }
}

extension JSONValue {
    /// The members of an object; empty for other values.
    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}
