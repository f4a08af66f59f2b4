/// The fields of a record in a file, in their order.
enum RecordField: String, CaseIterable {
    case recordID = "record_id"
    case openid
    case userID = "user_id"
    case createdAt = "created_at"
    case recordType = "record_type"
    case finger
    case c0, c1, c2, c3, c4, c5, c6, c7
    case heartRate = "heart_rate"
    case appHeartRate = "app_heart_rate"
    case appHighestHeartRate = "app_highest_heart_rate"
    case appLowestHeartRate = "app_lowest_heart_rate"
    case hasPaid = "has_paid"
    case remark
    case gender
    case birthday
    case height
    case weight
    case partialPulseWave = "partial_pulse_wave"
    case answers

    enum Kind {
        /// A whole number.
        case whole
        /// A number, whole or not.
        case measured
        case text
        case truth
        /// JSON, even in a CSV cell.
        case list
    }

    var kind: Kind {
        switch self {
        case .openid, .createdAt, .remark, .gender, .birthday: .text
        case .hasPaid: .truth
        case .partialPulseWave, .answers: .list
        case .heartRate, .appHeartRate, .appHighestHeartRate, .appLowestHeartRate, .height, .weight: .measured
        default: .whole
        }
    }
}
