internal import JSON
internal import Measurements
internal import Platform
internal import WeChat

/// Writes records in the form of `RecordReader`.
struct RecordWriter {
    let format: RecordFormat

    /// The bytes before the first record. Without the byte order mark, Excel would read CSV in the local encoding, and
    /// save it so.
    var header: [UInt8] {
        guard format == .csv else { return [] }
        return Array(("\u{FEFF}" + RecordField.allCases.map(\.rawValue).joined(separator: ",") + "\r\n").utf8)
    }

    func line(_ draft: RecordDraft) -> [UInt8] {
        switch format {
        case .json:
            return RecordWriter.value(draft).bytes + [0x0A]
        case .csv:
            let cells = RecordField.allCases.map { RecordWriter.cell(RecordWriter.value($0, of: draft), of: $0) }
            return Array((cells.joined(separator: ",") + "\r\n").utf8)
        }
    }

    /// The object of JSON Lines.
    static func value(_ draft: RecordDraft) -> JSONValue {
        .object(
            RecordField.allCases.compactMap { field in
                value(field, of: draft).map { JSONValue.Member(field.rawValue, $0) }
            })
    }

    /// Nil: the field is left out.
    private static func value(_ field: RecordField, of draft: RecordDraft) -> JSONValue? {
        let details = draft.details
        switch field {
        case .recordID: return draft.recordID.map(JSONValue.integer)
        case .openid: if case .openid(let openid) = draft.owner { return .string(openid) } else { return nil }
        case .userID: if case .user(let id) = draft.owner { return .integer(id) } else { return nil }
        case .createdAt: return .string(Timestamp.text(draft.createdAt))
        case .recordType: return .integer(draft.type)
        case .finger: return .integer(draft.finger)
        case .c0: return .integer(draft.strengths[0])
        case .c1: return .integer(draft.strengths[1])
        case .c2: return .integer(draft.strengths[2])
        case .c3: return .integer(draft.strengths[3])
        case .c4: return .integer(draft.strengths[4])
        case .c5: return .integer(draft.strengths[5])
        case .c6: return .integer(draft.strengths[6])
        case .c7: return .integer(draft.strengths[7])
        case .heartRate: return JSONValue(draft.heartRates.measured)
        case .appHeartRate: return JSONValue(draft.heartRates.app)
        case .appHighestHeartRate: return JSONValue(draft.heartRates.appHighest)
        case .appLowestHeartRate: return JSONValue(draft.heartRates.appLowest)
        case .hasPaid: return .bool(draft.hasPaid)
        case .remark: return .string(draft.remark)
        case .gender: return details.gender.map { $0 == 2 ? "female" : "male" }
        case .birthday: return details.birthday.map(JSONValue.string)
        case .height: return details.height.map { JSONValue($0) }
        case .weight: return details.weight.map { JSONValue($0) }
        case .partialPulseWave:
            return details.pulseWave.isEmpty ? nil : .array(details.pulseWave.map(JSONValue.integer))
        case .answers:
            // Not with `? :`, where nil would be JSON's null.
            if details.answers.isEmpty { return .none }
            return RecordJSON.value(details.answers)
        }
    }

    private static func cell(_ value: JSONValue?, of field: RecordField) -> String {
        guard let value, value != .null else { return "" }
        let text = value.string.map { SpreadsheetText.guarded($0, isFree: field == .remark) } ?? value.text
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        // Byte by byte: a quote with a combining mark after it is not a character of its own.
        let doubled = text.utf8.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
