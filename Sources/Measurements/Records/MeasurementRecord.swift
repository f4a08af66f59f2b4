/// One pulse measurement, as lists show it.
package struct MeasurementRecord: Sendable, Equatable {
    package let id: Int64
    package let userID: Int64
    /// Unix seconds.
    package let createdAt: Int64
    /// The kind of measurement; devices send 7.
    package let type: Int64
    /// 1 left little finger … 5 left thumb, 6 right thumb … 10 right little finger.
    package let finger: Int64
    /// c0…c7, −10…10 each: 心包 肝 肾 脾 肺 胃 胆 膀胱.
    package let strengths: [Int64]
    package let heartRates: HeartRates
    package let hasPaid: Bool
    package let remark: String
    /// JSON: the tags of the last analysis, an array of `{key, label, content}`; empty before the first.
    package let tags: String
    /// Made at the first analysis; nil before it.
    package let reportID: String?
}

/// Beats per minute as measured, such as 72 or 72.5; nil: not measured.
package struct HeartRates: Sendable, Equatable {
    /// From the device.
    package let measured: Double?
    /// From the app, with its extremes.
    package let app: Double?
    package let appHighest: Double?
    package let appLowest: Double?

    package init(measured: Double?, app: Double?, appHighest: Double?, appLowest: Double?) {
        self.measured = measured
        self.app = app
        self.appHighest = appHighest
        self.appLowest = appLowest
    }
}

/// What a report needs besides the record itself. The measured person's data may differ from the present profile.
package struct MeasurementDetails: Sendable, Equatable {
    package var pulseWave: [Int64]
    package var answers: [Answer]
    /// 0 unknown, 1 male, 2 female.
    package var gender: Int64?
    /// `yyyy-mm-dd`
    package var birthday: String?
    /// Centimetres.
    package var height: Double?
    /// Kilograms.
    package var weight: Double?

    /// A person's answer to one question of the app.
    package struct Answer: Sendable, Equatable {
        package let questionKey: String
        package let values: [String]

        package init(questionKey: String, values: [String]) {
            self.questionKey = questionKey
            self.values = values
        }
    }

    package init(
        pulseWave: [Int64] = [], answers: [Answer] = [], gender: Int64? = nil, birthday: String? = nil,
        height: Double? = nil, weight: Double? = nil
    ) {
        self.pulseWave = pulseWave
        self.answers = answers
        self.gender = gender
        self.birthday = birthday
        self.height = height
        self.weight = weight
    }

    package var isEmpty: Bool { self == MeasurementDetails() }
}
