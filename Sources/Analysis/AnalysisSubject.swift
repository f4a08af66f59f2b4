/// The person and the measurement as an engine sees them, without anything that identifies the person.
package struct AnalysisSubject: Sendable, Equatable {
    package enum Gender: String, Sendable {
        case male
        case female
    }

    /// A person's answer to one question of the questionnaire.
    package struct Answer: Sendable, Equatable {
        package var questionKey: String
        package var values: [String]

        package init(questionKey: String, values: [String]) {
            self.questionKey = questionKey
            self.values = values
        }
    }

    package var recordID: Int64
    /// When it was measured, in Unix seconds.
    package var createdAt: Int64
    /// 1 left little finger … 5 left thumb, 6 right thumb … 10 right little finger.
    package var finger: Int
    package var recordType: Int
    /// c0…c7, −10…10: c0 心包 c1 肝 c2 肾 c3 脾 c4 肺 c5 胃 c6 胆 c7 膀胱.
    package var strengths: [Int]
    /// Beats per minute; nil or not above 0: unknown.
    package var heartRate: Double?
    package var appHeartRate: Double?
    package var appHighestHeartRate: Double?
    package var appLowestHeartRate: Double?
    package var partialPulseWave: [Int]
    /// Full years at the measurement.
    package var age: Int?
    package var gender: Gender?
    /// Centimetres.
    package var height: Double?
    /// Kilograms.
    package var weight: Double?
    package var answers: [Answer]

    package init(
        recordID: Int64 = 0, createdAt: Int64, finger: Int, recordType: Int = 7, strengths: [Int],
        heartRate: Double? = nil, appHeartRate: Double? = nil, appHighestHeartRate: Double? = nil,
        appLowestHeartRate: Double? = nil, partialPulseWave: [Int] = [], age: Int? = nil, gender: Gender? = nil,
        height: Double? = nil, weight: Double? = nil, answers: [Answer] = []
    ) {
        self.recordID = recordID
        self.createdAt = createdAt
        self.finger = finger
        self.recordType = recordType
        self.strengths = strengths
        self.heartRate = heartRate
        self.appHeartRate = appHeartRate
        self.appHighestHeartRate = appHighestHeartRate
        self.appLowestHeartRate = appLowestHeartRate
        self.partialPulseWave = partialPulseWave
        self.age = age
        self.gender = gender
        self.height = height
        self.weight = weight
        self.answers = answers
    }
}
