internal import JSON
internal import Measurements
internal import Platform
internal import WeChat

/// Reads a record from a JSON object, and reports its first error.
struct RecordReader {
    private let object: JSONValue

    struct Fault: Error {
        let message: String
    }

    /// - Returns: the record, and whether its time names a zone; without one it is China's.
    static func read(_ value: JSONValue) throws(Fault) -> (draft: RecordDraft, hasZone: Bool) {
        guard case .object(let members) = value else { throw Fault(message: "is not a JSON object") }
        if let unknown = members.first(where: { RecordField(rawValue: $0.name) == nil }) {
            throw Fault(message: "has an unknown member \"\(unknown.name.prefix(40))\"")
        }
        return try RecordReader(object: value).record()
    }

    private func record() throws(Fault) -> (RecordDraft, Bool) {
        var strengths: [Int64] = []
        for field in [RecordField.c0, .c1, .c2, .c3, .c4, .c5, .c6, .c7] {
            strengths.append(try required(field, number(field, in: -10...10)))
        }
        let (time, hasZone) = try required(.createdAt, time())
        let draft = RecordDraft(
            recordID: try number(.recordID, in: 1...RecordDraft.highestID), owner: try owner(),
            createdAt: time, type: try number(.recordType, in: 0...1_000_000) ?? 7,
            finger: try required(.finger, number(.finger, in: 1...10)), strengths: strengths,
            heartRates: HeartRates(
                measured: try heartRate(.heartRate), app: try heartRate(.appHeartRate),
                appHighest: try heartRate(.appHighestHeartRate), appLowest: try heartRate(.appLowestHeartRate)),
            hasPaid: try truth(.hasPaid) ?? false, remark: try remark(), details: try details())
        return (draft, hasZone)
    }

    private func owner() throws(Fault) -> RecordDraft.Owner {
        let openid = try text(.openid)
        let userID = try number(.userID, in: 1...Int64.max)
        switch (openid, userID) {
        case (let openid?, nil):
            guard RecordReader.isOpenID(openid) else {
                throw Fault(message: "openid must be letters, digits, - and _, such as oMPdemo000000000000000000001")
            }
            return .openid(openid)
        case (nil, let userID?): return .user(userID)
        case (nil, nil): throw Fault(message: "openid or user_id is missing")
        default: throw Fault(message: "has both openid and user_id: only one is allowed")
        }
    }

    /// WeChat's have 28 characters and begin with an o; sites have others for testing.
    private static func isOpenID(_ text: String) -> Bool {
        let isShort = (1...128).contains(text.utf8.count)
        return isShort && text.utf8.first.map(isWordByte) == true
            && text.utf8.allSatisfy { isWordByte($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }

    /// Null means that it was not measured; leaving it out is an error.
    private func heartRate(_ field: RecordField) throws(Fault) -> Double? {
        guard object[field.rawValue] != nil else { throw Fault(message: "\(field.rawValue) is missing") }
        return try measured(field, in: 1...300)
    }

    private func remark() throws(Fault) -> String {
        let remark = try text(.remark) ?? ""
        guard Records.isRemark(remark) else { throw Fault(message: "remark is longer than 255 characters") }
        return remark
    }

    private func details() throws(Fault) -> MeasurementDetails {
        MeasurementDetails(
            pulseWave: try pulseWave(), answers: try answers(), gender: try gender(), birthday: try birthday(),
            height: try measured(.height, in: 20...300), weight: try measured(.weight, in: 1...500))
    }

    /// A word, because the numbers of WeChat and of a report have different meanings.
    private func gender() throws(Fault) -> Int64? {
        switch try text(.gender) {
        case nil: return nil
        case "male": return 1
        case "female": return 2
        default: throw Fault(message: "gender must be male or female")
        }
    }

    private func birthday() throws(Fault) -> String? {
        guard let text = try text(.birthday) else { return nil }
        guard let day = CalendarDate(tolerantly: text), day.year > 0 else {
            throw Fault(message: "birthday must be a date such as 1990-01-31")
        }
        return day.text
    }

    private func time() throws(Fault) -> (seconds: Int64, hasZone: Bool)? {
        guard let text = try text(.createdAt) else { return nil }
        // In UTC its year may not have four digits, and could then not be written again.
        guard let time = Timestamp.parse(tolerantly: text), Timestamp.writable.contains(time.seconds) else {
            throw Fault(message: "created_at must be a time such as 2018-07-04T08:01:27Z")
        }
        return time
    }

    private func pulseWave() throws(Fault) -> [Int64] {
        let numbers = try list(.partialPulseWave).map(\.wholeNumber)
        let wave = numbers.compactMap { $0 }
        guard wave.count == numbers.count else { throw Fault(message: "partial_pulse_wave must hold whole numbers") }
        return wave
    }

    private func answers() throws(Fault) -> [MeasurementDetails.Answer] {
        let answers = try list(.answers).map { element -> MeasurementDetails.Answer? in
            guard let key = element["question_key"]?.string, let values = element["values"]?.elements else {
                return nil
            }
            let texts = values.compactMap(\.string)
            return texts.count == values.count ? .init(questionKey: key, values: texts) : nil
        }
        let good = answers.compactMap { $0 }
        guard good.count == answers.count else {
            throw Fault(message: "answers must hold {\"question_key\": text, \"values\": [text]}")
        }
        return good
    }

    // MARK: - Members

    private func value(_ field: RecordField) -> JSONValue? {
        guard let value = object[field.rawValue], value != .null else { return nil }
        return value
    }

    private func required<T>(_ field: RecordField, _ value: T?) throws(Fault) -> T {
        guard let value else { throw Fault(message: "\(field.rawValue) is missing") }
        return value
    }

    private func number(_ field: RecordField, in range: ClosedRange<Int64>) throws(Fault) -> Int64? {
        guard let value = value(field) else { return nil }
        guard let number = value.wholeNumber, range.contains(number) else {
            let limit = range.upperBound == .max ? "" : " to \(range.upperBound)"
            throw Fault(message: "\(field.rawValue) must be a whole number from \(range.lowerBound)\(limit)")
        }
        return number
    }

    private func measured(_ field: RecordField, in range: ClosedRange<Double>) throws(Fault) -> Double? {
        guard let value = value(field) else { return nil }
        guard let number = value.number, range.contains(number) else {
            let limits = "from \(Int(range.lowerBound)) to \(Int(range.upperBound))"
            throw Fault(message: "\(field.rawValue) must be a number \(limits)")
        }
        return number
    }

    private func text(_ field: RecordField) throws(Fault) -> String? {
        guard let value = value(field) else { return nil }
        guard let text = value.string, !text.utf8.contains(0) else {
            throw Fault(message: "\(field.rawValue) must be text")
        }
        return text
    }

    private func truth(_ field: RecordField) throws(Fault) -> Bool? {
        guard let value = value(field) else { return nil }
        guard let truth = value.bool else { throw Fault(message: "\(field.rawValue) must be true or false") }
        return truth
    }

    private func list(_ field: RecordField) throws(Fault) -> [JSONValue] {
        guard let value = value(field) else { return [] }
        guard let elements = value.elements else { throw Fault(message: "\(field.rawValue) must be a list") }
        return elements
    }
}
