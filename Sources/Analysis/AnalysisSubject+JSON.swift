package import JSON
internal import Platform

/// The errors in a subject's JSON.
package struct AnalysisSubjectError: Error, CustomStringConvertible {
    /// Every error, beginning with the field's name.
    package let faults: [String]

    package var description: String { faults.joined(separator: "\n") }
}

extension AnalysisSubject {
    /// As passed to an external engine: every field is there, null if unknown.
    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("record_id", .integer(recordID)), .init("created_at", .string(Timestamp.text(createdAt))),
            .init("record_type", .integer(Int64(recordType))), .init("finger", .integer(Int64(finger))),
        ]
        members += strengths.enumerated().map { .init("c\($0)", .integer(Int64($1))) }
        members += [
            .init("heart_rate", JSONValue(heartRate)), .init("app_heart_rate", JSONValue(appHeartRate)),
            .init("app_highest_heart_rate", JSONValue(appHighestHeartRate)),
            .init("app_lowest_heart_rate", JSONValue(appLowestHeartRate)),
            .init("partial_pulse_wave", .array(partialPulseWave.map { .integer(Int64($0)) })),
            .init("age", JSONValue(age.map(Int64.init))), .init("gender", gender.map { $0 == .male ? 0 : 1 } ?? .null),
            .init("height", JSONValue(height)), .init("weight", JSONValue(weight)),
            .init("answers", .array(answers.map(\.json))),
        ]
        return .object(members)
    }

    /// Reads the subject of a record in the form of `wechatctl records import`, with the person's `age` or `birthday`
    /// (`YYYY-MM-DD`), `gender` (0 or `male`, 1 or `female`), `height` and `weight`. Other members are ignored.
    ///
    /// - Parameter now: the time of the measurement if it has none; Unix seconds.
    package init(_ json: JSONValue, now: Int64) throws(AnalysisSubjectError) {
        guard json.isObject else { throw AnalysisSubjectError(faults: ["a record must be an object"]) }
        var reader = SubjectReader(json)
        let createdAt = reader.time("created_at") ?? now
        let strengths = (0..<8).map { reader.whole("c\($0)", in: -10...10, isRequired: true) ?? 0 }
        let age = reader.whole("age", in: 0...150) ?? reader.age(at: createdAt)
        self.init(
            recordID: Int64(reader.whole("record_id", in: 0...Int(Int64.max)) ?? 0), createdAt: createdAt,
            finger: reader.whole("finger", in: 1...10, isRequired: true) ?? 1,
            recordType: reader.whole("record_type", in: 0...1_000_000) ?? 7, strengths: strengths,
            heartRate: reader.number("heart_rate", in: 0...1000),
            appHeartRate: reader.number("app_heart_rate", in: 0...1000),
            appHighestHeartRate: reader.number("app_highest_heart_rate", in: 0...1000),
            appLowestHeartRate: reader.number("app_lowest_heart_rate", in: 0...1000),
            partialPulseWave: reader.wholes("partial_pulse_wave"), age: age, gender: reader.gender(),
            height: reader.number("height", in: 0...300), weight: reader.number("weight", in: 0...1000),
            answers: reader.answers())
        guard reader.faults.isEmpty else { throw AnalysisSubjectError(faults: reader.faults) }
    }
}

extension AnalysisSubject.Answer {
    /// `{"question_key", "values"}`
    package var json: JSONValue {
        ["question_key": .string(questionKey), "values": .array(values.map { .string($0) })]
    }
}
