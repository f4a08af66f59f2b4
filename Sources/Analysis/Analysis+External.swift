internal import JSON
internal import Platform

/// Why an external engine's answer cannot be used. It names places in the answer, and quotes none of it.
struct ExternalAnswerError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Analysis {
    /// For every report whose engine has no disclaimer of its own.
    static let generalDisclaimer = Finding(
        key: "disclaimer", label: "免责声明",
        content: "本报告由程序根据测量数据生成，仅供了解日常健康状况时参考，不是医学诊断，也不能代替医生的意见。如有不适，请及时就医。")

    /// Reads an external engine's output: an object with the parts of a report's `content` that it decides, bare or in
    /// a member `content`.
    ///
    /// Lists may be missing; further arrays of entries are further lists; parts of the report that no engine decides
    /// are ignored.
    init(external bytes: [UInt8]) throws(ExternalAnswerError) {
        let text: [UInt8]
        do throws(TextEncodingError) { text = try TextFile.utf8(bytes) } catch {
            throw ExternalAnswerError("wrote text that \(error.message)")
        }
        let answer: JSONValue
        do throws(JSONError) { answer = try JSONValue(parsing: text, limits: .answer, rejectsDuplicates: true) } catch {
            throw ExternalAnswerError(
                error.excess.map { "wrote JSON that \($0)" } ?? "wrote no JSON (line \(error.line))")
        }
        let content = answer["content"].flatMap { $0.isObject ? $0 : nil } ?? answer
        guard content.isObject else { throw ExternalAnswerError("wrote no JSON object") }
        let disclaimer =
            if let own = content["disclaimer"] { try Finding(external: own, "disclaimer") } else {
                Analysis.generalDisclaimer
            }
        self.init(
            lists: try Analysis.lists(content, disclaimer), strengths: try Analysis.strengths(content),
            physicalTherapy: try Analysis.therapy(content),
            displayOptions: try Analysis.options(content["display_options"]), disclaimer: disclaimer, firedRules: [])
    }

    private static func lists(
        _ content: JSONValue, _ disclaimer: Finding
    ) throws(ExternalAnswerError) -> [FindingList] {
        let further = content.members.map(\.name).filter { !listNames.contains($0) && !otherMembers.contains($0) }
        guard further.count <= 50 else { throw ExternalAnswerError("has more than 50 further lists") }
        var lists: [FindingList] = []
        for name in listNames + further {
            guard RuleReader.isName(name, dots: false) else { throw ExternalAnswerError("has a list without a name") }
            lists.append(FindingList(name: name, findings: try findings(content[name], name)))
        }
        lists[0].findings.insert(disclaimer, at: 0)
        return lists
    }

    private static func findings(_ value: JSONValue?, _ name: String) throws(ExternalAnswerError) -> [Finding] {
        guard let value, value != .null else { return [] }
        guard let elements = value.elements else { throw ExternalAnswerError("\(name) is not an array") }
        var findings: [Finding] = []
        for (index, element) in elements.enumerated() {
            findings.append(try Finding(external: element, "\(name)[\(index)]"))
        }
        return findings
    }

    private static func strengths(_ content: JSONValue) throws(ExternalAnswerError) -> [StrengthGrade] {
        let name = "channels_and_collaterals_strength"
        guard let value = content[name], value != .null else { return [] }
        guard let elements = value.elements else { throw ExternalAnswerError("\(name) is not an array") }
        var grades: [StrengthGrade] = []
        for element in elements {
            guard let key = element["key"]?.string, let labels = element["labels"]?.elements else {
                throw ExternalAnswerError("\(name) must hold {key, labels}")
            }
            grades.append(StrengthGrade(key: key, meridians: try meridians(labels, name)))
        }
        return grades
    }

    private static func meridians(
        _ labels: [JSONValue], _ name: String
    ) throws(ExternalAnswerError) -> [StrengthGrade.Meridian] {
        var meridians: [StrengthGrade.Meridian] = []
        for label in labels {
            guard let text = label["label"]?.string,
                let cc = label["cc"]?.whole ?? label["cc"]?.string.flatMap({ Int($0) }), (0...7).contains(cc)
            else {
                throw ExternalAnswerError("\(name): labels must hold {label, cc}, cc from 0 to 7")
            }
            meridians.append(.init(label: text, cc: cc))
        }
        return meridians
    }

    /// In `physical_therapy_explain`, or beside it as in reports.
    private static func therapy(_ content: JSONValue) throws(ExternalAnswerError) -> PhysicalTherapy {
        let value = content["physical_therapy_explain"] ?? .null
        guard value == .null || value.isObject else {
            throw ExternalAnswerError("physical_therapy_explain is not an object")
        }
        var numbers: [Int?] = []
        for name in PhysicalTherapy.names {
            let given = value[name] ?? content[name] ?? .null
            guard given == .null || given.whole != nil else {
                throw ExternalAnswerError("physical_therapy_explain.\(name) is not a whole number")
            }
            numbers.append(given.whole)
        }
        return PhysicalTherapy(numbers)
    }

    private static func options(_ value: JSONValue?) throws(ExternalAnswerError) -> [DisplayOption] {
        guard let value, value != .null else { return [] }
        guard value.isObject else { throw ExternalAnswerError("display_options is not an object") }
        var options: [DisplayOption] = []
        for member in value.members {
            guard let isShown = member.value.bool, member.name.hasPrefix("display_"),
                RuleReader.isName(member.name, dots: false)
            else { throw ExternalAnswerError("display_options must hold display_…: true or false") }
            options.append(DisplayOption(name: member.name, isShown: isShown))
        }
        return options
    }
}

extension Finding {
    /// - Parameter place: its place in the answer.
    fileprivate init(external value: JSONValue, _ place: String) throws(ExternalAnswerError) {
        guard let key = value["key"]?.string, let label = value["label"]?.string,
            let content = value["content"]?.string
        else { throw ExternalAnswerError("\(place) must hold the texts key, label and content") }
        self.init(key: key, label: label, content: content)
    }
}

extension JSONValue {
    /// A whole number sent as a number, of a magnitude that every client can read.
    fileprivate var whole: Int? {
        guard let wholeNumber, wholeNumber.magnitude < 2_147_483_648 else { return nil }
        return Int(wholeNumber)
    }
}
