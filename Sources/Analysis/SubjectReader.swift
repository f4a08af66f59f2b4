internal import JSON
internal import Platform

/// Reads the fields of a subject from a JSON object, and records what is wrong with them.
struct SubjectReader {
    private(set) var faults: [String] = []
    private let object: JSONValue

    init(_ object: JSONValue) { self.object = object }

    mutating func whole(_ name: String, in range: ClosedRange<Int>, isRequired: Bool = false) -> Int? {
        guard let value = object[name], value != .null else {
            if isRequired { faults.append("\(name) is missing") }
            return nil
        }
        guard let number = value.wholeNumber.map({ Int($0) }), range.contains(number) else {
            let limit =
                range.upperBound == .max
                ? "not below \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            faults.append("\(name) must be a whole number \(limit)")
            return nil
        }
        return number
    }

    /// A measured value, whole or not.
    mutating func number(_ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let value = object[name], value != .null else { return nil }
        guard let number = value.number, range.contains(number) else {
            faults.append("\(name) must be a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
            return nil
        }
        return number
    }

    mutating func wholes(_ name: String) -> [Int] {
        guard let value = object[name], value != .null else { return [] }
        let numbers = value.elements?.map { $0.wholeNumber.map { Int($0) } }
        guard let numbers, numbers.allSatisfy({ $0 != nil }) else {
            faults.append("\(name) must be a list of whole numbers")
            return []
        }
        return numbers.compactMap { $0 }
    }

    mutating func gender() -> AnalysisSubject.Gender? {
        guard let value = object["gender"], value != .null else { return nil }
        switch (value.wholeNumber, value.string) {
        case (0, _), (_, "male"): return .male
        case (1, _), (_, "female"): return .female
        default:
            faults.append("gender must be 0 or male, 1 or female")
            return nil
        }
    }

    mutating func answers() -> [AnalysisSubject.Answer] {
        guard let value = object["answers"], value != .null else { return [] }
        let answers = value.elements?.map { element -> AnalysisSubject.Answer? in
            guard let key = element["question_key"]?.string, let values = element["values"]?.elements else {
                return nil
            }
            let texts = values.compactMap(\.string)
            return texts.count == values.count ? AnalysisSubject.Answer(questionKey: key, values: texts) : nil
        }
        guard let answers, answers.allSatisfy({ $0 != nil }) else {
            faults.append("answers must be a list of {\"question_key\": text, \"values\": [text]}")
            return []
        }
        return answers.compactMap { $0 }
    }

    /// RFC 3339, to whole seconds.
    mutating func time(_ name: String) -> Int64? {
        guard let value = object[name], value != .null else { return nil }
        guard let time = value.string.flatMap(Timestamp.parse(tolerantly:))?.seconds else {
            faults.append("\(name) must be a time such as 2018-07-04T08:01:27Z")
            return nil
        }
        return time
    }

    /// Full years from `birthday` to a Unix time.
    mutating func age(at time: Int64) -> Int? {
        guard let value = object["birthday"], value != .null else { return nil }
        let today = CalendarDate(inChinaAt: time)
        guard let birthday = value.string.flatMap(CalendarDate.init(tolerantly:)) else {
            faults.append("birthday must be a date such as 1990-01-31")
            return nil
        }
        let years = birthday.years(to: today)
        if !(0...150).contains(years) { faults.append("birthday must be 0 to 150 years before the record") }
        return years
    }
}
