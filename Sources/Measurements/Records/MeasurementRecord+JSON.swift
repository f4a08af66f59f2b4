package import JSON
internal import Platform

extension MeasurementRecord {
    /// As `GET /wx/api/measurements` lists it.
    package var listed: JSONValue {
        var members: [JSONValue.Member] = []
        members.reserveCapacity(19)
        members.append(.init("record_id", .integer(id)))
        appendStrengths(to: &members)
        members.append(.init("remark", .string(remark)))
        members.append(.init("finger", .integer(finger)))
        members.append(.init("app_heart_rate", JSONValue(heartRates.app)))
        members.append(.init("heart_rate", JSONValue(heartRates.measured)))
        members.append(.init("created_at", .string(Timestamp.text(createdAt))))
        members.append(.init("record_type", .integer(type)))
        members.append(.init("cid", .integer(id)))
        members.append(.init("tags", tagValues))
        members.append(.init("has_paid", .bool(hasPaid)))
        members.append(.init("show_full_report", .bool(hasPaid)))
        return .object(members)
    }

    /// `c0` to `c7`.
    package func appendStrengths(to members: inout [JSONValue.Member]) {
        for (name, strength) in zip(MeasurementRecord.strengthNames, strengths) {
            members.append(.init(name, .integer(strength)))
        }
    }

    static let strengthNames = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]

    /// An array even before the first analysis.
    private var tagValues: JSONValue {
        guard !tags.isEmpty, let value = try? JSONValue(parsing: Array(tags.utf8), limits: .own), value.elements != nil
        else {
            return []
        }
        return value
    }
}
