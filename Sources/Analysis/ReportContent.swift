internal import JSON
internal import Measurements
internal import People
internal import Platform
internal import WeChat

/// The `content` of a report.
///
/// Source: `docs/protocol/measurements.md`, "`GET …/analyze`".
struct ReportContent {
    let record: MeasurementRecord
    let details: MeasurementDetails
    let person: MeasuredPerson
    let analysis: Analysis
    /// The person's data that are shown besides the report itself. Others are null, and the remark empty.
    let shows: SharedParts

    var json: JSONValue {
        .object(
            analysis.members + [
                .init("user_profile", profile), .init("measurement_result", result),
                .init("pulse_test", ["fingers": .array([.integer(record.finger)])]),
                .init("has_paid", .bool(record.hasPaid)), .init("show_full_report", .bool(record.hasPaid)),
                .init("remark", .string(shows.contains(.remark) ? record.remark : "")),
                .init("record_id", .integer(record.id)),
                .init("created_at", .string(Timestamp.text(record.createdAt))),
            ])
    }

    private var profile: JSONValue {
        let user = person.user
        return [
            "user_id": shows.contains(.userID) ? .integer(user.id) : .null, "nickname": .string(user.nickname),
            "birthday": shows.contains(.birthday) ? JSONValue(person.birthday.map { $0 + "T00:00:00Z" }) : .null,
            "age": JSONValue(person.age.map(Int64.init)), "gender": gender, "height": JSONValue(person.height),
            "weight": JSONValue(person.weight), "avatar_url": .string(user.avatarURL),
        ]
    }

    /// 0 male, 1 female: only here.
    private var gender: JSONValue {
        switch person.gender {
        case .male: 0
        case .female: 1
        case nil: nil
        }
    }

    private var result: JSONValue {
        var members: [JSONValue.Member] = [.init("finger", .integer(record.finger))]
        record.appendStrengths(to: &members)
        members.append(.init("heart_rate", JSONValue(record.heartRates.measured)))
        members.append(.init("app_heart_rate", JSONValue(record.heartRates.app)))
        members.append(.init("app_highest_heart_rate", JSONValue(record.heartRates.appHighest)))
        members.append(.init("app_lowest_heart_rate", JSONValue(record.heartRates.appLowest)))
        members.append(.init("partial_pulse_wave", .array(details.pulseWave.map(JSONValue.integer))))
        return .object(members)
    }
}
