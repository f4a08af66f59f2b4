internal import JSON

extension RuleEngine {
    /// Reads and checks the text of a rule file.
    ///
    /// - Parameter file: the file name for errors.
    package init(_ bytes: [UInt8], file: String) throws(RuleFileError) {
        var reader = RuleReader()
        do throws(JSONError) {
            reader.read(try JSONValue(parsing: bytes, limits: .own, rejectsDuplicates: true))
        } catch {
            // It quotes the file, and whoever starts a program may see it.
            throw RuleFileError(file: file, faults: [.init(place: "", message: RuleReader.quoted("\(error)"))])
        }
        guard reader.faults.isEmpty else { throw RuleFileError(file: file, faults: reader.faults) }
        self.file = file
        warnings = reader.warnings
        program = reader.program
    }
}

extension RuleReader {
    static let mostRules = 2000
    static let mostDefinitions = 500
    static let mostTexts = 5000

    private static let known = [
        "$schema", "version", "name", "note", "disclaimer", "lists", "strengths", "display_options", "factors",
        "values",
        "conditions", "texts", "rules",
    ]

    /// Reads the whole file into `program`. Names come first: earlier parts may refer to later ones.
    mutating func read(_ root: JSONValue) {
        guard checkMembers(of: root, known: RuleReader.known) else { return }
        _ = member("version", of: root) { if $1.wholeNumber != 1 { $0.fault("must be 1") } }
        for name in ["$schema", "name", "note"] { checkNote(name, of: root) }
        for name in ["version", "disclaimer", "rules"] { _ = require(name, in: root) }
        _ = member("lists", of: root) { $0.readLists($1) }
        listIndex = RuleReader.index(program.lists)
        _ = member("strengths", of: root) { $0.readGrades($1) }
        _ = member("display_options", of: root) { $0.readDisplayOptions($1) }
        _ = member("factors", of: root) { $0.declareFactors($1) }
        _ = member("values", of: root) { $0.declareValues($1) }
        _ = member("conditions", of: root) { $0.declareConditions($1) }
        _ = member("rules", of: root) { $0.declareRules($1) }
        _ = member("values", of: root) { $0.readValues($1) }
        _ = member("factors", of: root) { $0.readFactors($1) }
        _ = member("conditions", of: root) { $0.readConditions($1) }
        _ = member("disclaimer", of: root) { $0.readDisclaimer($1) }
        _ = member("texts", of: root) { $0.readTexts($1) }
        _ = member("rules", of: root) { $0.readRules($1) }
        putInOrder()
        warnOfUnused()
    }

    /// For people only: a text or a list of texts.
    mutating func checkNote(_ name: String, of object: JSONValue) {
        _ = member(name, of: object) { reader, value in
            let texts = value.elements ?? [value]
            if !texts.allSatisfy({ $0.string != nil }) { reader.fault("must be a text") }
        }
    }

    static func index(_ names: [String]) -> [String: Int32] {
        Dictionary(names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func readLists(_ value: JSONValue) {
        for name in names(value, besides: program.lists) {
            if Analysis.otherMembers.contains(name) || PhysicalTherapy.names.contains(name) {
                fault("\"\(name)\" is not a list of a report")
            } else {
                program.lists.append(name)
            }
        }
    }

    private mutating func readGrades(_ value: JSONValue) {
        program.grades = names(value, besides: [])
        gradeIndex = RuleReader.index(program.grades)
    }

    /// A list of distinct names, none of them among `others`.
    private mutating func names(_ value: JSONValue, besides others: [String]) -> [String] {
        var seen = Set(others)
        return each(elements(value, most: 50)) { reader, element -> String? in
            guard let name = reader.name(element) else { return nil }
            guard seen.insert(name).inserted else {
                reader.fault("\"\(name)\" is there already")
                return nil
            }
            return name
        }.compactMap { $0 }
    }

    private mutating func readDisplayOptions(_ value: JSONValue) {
        for member in definitions(value, most: 100) {
            at(.member(member.name)) { reader in
                guard let isShown = member.value.bool else { return reader.fault("must be true or false") }
                guard member.name.hasPrefix("display_") else { return reader.fault("must begin with display_") }
                reader.program.displayOptions.append(DisplayOption(name: member.name, isShown: isShown))
            }
        }
        optionIndex = RuleReader.index(program.displayOptions.map(\.name))
    }

    /// The members of an object whose names the file's author chooses.
    mutating func definitions(_ value: JSONValue, most: Int, dots: Bool = false) -> [JSONValue.Member] {
        guard case .object(let members) = value else {
            fault("must be an object")
            return []
        }
        if members.count > most { fault("must have at most \(most) members, not \(members.count)") }
        return members.prefix(most).filter { member in
            at(.member(member.name)) { $0.name(.string(member.name), dots: dots) != nil }
        }
    }

    private mutating func warnOfUnused() {
        for (name, index) in valueIndex.sorted(by: { $0.value < $1.value }) where !usedSteps.contains(.value(index)) {
            at(.member("values")) { $0.at(.member(name)) { $0.warn("is never used") } }
        }
        for (name, index) in conditionIndex.sorted(by: { $0.value < $1.value })
        where !usedSteps.contains(.condition(index)) {
            at(.member("conditions")) { $0.at(.member(name)) { $0.warn("is never used") } }
        }
        for (name, index) in textIndex.sorted(by: { $0.value < $1.value }) where !usedTexts.contains(index) {
            at(.member("texts")) { $0.at(.member(name)) { $0.warn("is never used") } }
        }
    }
}
