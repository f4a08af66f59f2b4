internal import Measurements
internal import People
internal import Platform
internal import WeChat

/// The measured person: data from the record, else from the profile.
struct MeasuredPerson {
    let user: User
    /// `yyyy-mm-dd`
    let birthday: String?
    /// Full years at the measurement.
    let age: Int?
    let gender: AnalysisSubject.Gender?
    /// Centimetres.
    let height: Double?
    /// Kilograms.
    let weight: Double?

    init(_ user: User, _ record: MeasurementRecord, _ details: MeasurementDetails) {
        self.user = user
        birthday = details.birthday ?? user.birthday
        let years = birthday.flatMap(CalendarDate.init(text:))?.years(to: CalendarDate(inChinaAt: record.createdAt))
        age = years.flatMap { $0 >= 0 ? $0 : nil }
        switch details.gender ?? (user.statedGender > 0 ? user.statedGender : user.gender) {
        case 1: gender = .male
        case 2: gender = .female
        default: gender = nil
        }
        height = details.height
        weight = details.weight
    }
}

extension AnalysisSubject {
    /// The part of a record that an engine sees.
    init(_ record: MeasurementRecord, _ details: MeasurementDetails, of person: MeasuredPerson) {
        self.init(
            recordID: record.id, createdAt: record.createdAt, finger: Int(record.finger), recordType: Int(record.type),
            strengths: record.strengths.map(Int.init), heartRate: record.heartRates.measured,
            appHeartRate: record.heartRates.app, appHighestHeartRate: record.heartRates.appHighest,
            appLowestHeartRate: record.heartRates.appLowest, partialPulseWave: details.pulseWave.map(Int.init),
            age: person.age, gender: person.gender, height: person.height, weight: person.weight,
            answers: details.answers.map { Answer(questionKey: $0.questionKey, values: $0.values) })
    }
}
