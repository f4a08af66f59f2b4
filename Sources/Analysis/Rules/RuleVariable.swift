internal import Platform

/// The numbers of a subject that rules can name.
enum RuleVariable: String, CaseIterable {
    case c0, c1, c2, c3, c4, c5, c6, c7
    case heartRate = "heart_rate"
    case appHeartRate = "app_heart_rate"
    case appHighestHeartRate = "app_highest_heart_rate"
    case appLowestHeartRate = "app_lowest_heart_rate"
    case age, height, weight, bmi, finger, month, hour
    case recordType = "record_type"
    /// 1 or 0; rules say `{"gender": …}` and `{"side": …}`.
    case isFemale = "is female"
    case isLeft = "is left"

    static let strengths: [RuleVariable] = [.c0, .c1, .c2, .c3, .c4, .c5, .c6, .c7]

    /// The variable's slot in a machine.
    var slot: Int32 {
        Int32(RuleVariable.allCases.firstIndex(of: self) ?? 0)
    }

    /// The variable with that name in a rule file.
    init?(name: String) {
        guard let variable = RuleVariable(rawValue: name), variable != .isFemale, variable != .isLeft else {
            return nil
        }
        self = variable
    }

    /// The values that a record can have, to detect comparisons that can never be true.
    var span: RuleSpan {
        switch self {
        case .c0, .c1, .c2, .c3, .c4, .c5, .c6, .c7: RuleSpan(-10...10)
        case .heartRate, .appHeartRate, .appHighestHeartRate, .appLowestHeartRate: RuleSpan(measured: 1...400)
        case .age: RuleSpan(0...150)
        case .height: RuleSpan(measured: 20...300)
        case .weight: RuleSpan(measured: 1...600)
        case .bmi: RuleSpan(measured: 0...200)
        case .finger: RuleSpan(1...10)
        case .month: RuleSpan(1...12)
        case .hour: RuleSpan(0...23)
        case .recordType: RuleSpan(0...1_000_000)
        case .isFemale, .isLeft: RuleSpan(0...1)
        }
    }

    /// The variables' values for a subject, in the order of their slots; NaN: unknown.
    static func values(of subject: AnalysisSubject) -> [Double] {
        var values = (0..<8).map { $0 < subject.strengths.count ? Double(subject.strengths[$0]) : .nan }
        let rates = [
            subject.heartRate, subject.appHeartRate, subject.appHighestHeartRate, subject.appLowestHeartRate,
        ]
        values += rates.map(positive)
        let (height, weight) = (positive(subject.height), positive(subject.weight))
        values += [subject.age.map { $0 >= 0 ? Double($0) : .nan } ?? .nan, height, weight]
        values += [weight / (height / 100 * height / 100), Double(subject.finger)]
        values.append(Double(CalendarDate(inChinaAt: subject.createdAt).month))
        values += [Double(CalendarDate.hourInChina(at: subject.createdAt)), Double(subject.recordType)]
        values += [subject.gender.map { $0 == .female ? 1 : 0 } ?? .nan, subject.finger <= 5 ? 1 : 0]
        return values
    }

    private static func positive(_ number: Double?) -> Double {
        guard let number, number > 0 else { return .nan }
        return number
    }
}
