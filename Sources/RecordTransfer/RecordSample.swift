internal import Measurements
internal import WeChat

/// Makes up people and their measurements: the same seed gives the same ones everywhere and always.
package struct RecordSample {
    package var people: Int
    package var perPerson: Int
    package var seed: UInt64
    /// The time of the newest measurement at the latest, in Unix seconds.
    package var until: Int64
    /// Openids of the first people; the others get made-up ones.
    package var openids: [String]

    package init(people: Int, perPerson: Int, seed: UInt64, until: Int64, openids: [String] = []) {
        self.people = people
        self.perPerson = perPerson
        self.seed = seed
        self.until = until
        self.openids = openids
    }

    /// - Parameters:
    ///   - write: receives the bytes of a file that `RecordImport` reads.
    ///   - progress: called now and then with the number of records, and the total.
    package func run(_ format: RecordFormat, write: ([UInt8]) -> Void, progress: (Int, Int) -> Void) {
        let writer = RecordWriter(format: format)
        write(writer.header)
        for number in 0..<people {
            let openid = number < openids.count ? openids[number] : "sample-\(number + 1)"
            write(drafts(of: number, openid).flatMap(writer.line))
            progress((number + 1) * perPerson, people * perPerson)
        }
    }

    /// One person's records, oldest first.
    private func drafts(of number: Int, _ openid: String) -> [RecordDraft] {
        // Each person has a random sequence of its own, so that one more person changes nobody else.
        var random = SampleRandom(seed: seed &* 1_000_003 &+ UInt64(number))
        let person = SamplePerson(&random)
        var time = until
        let drafts = (0..<perPerson).map { _ in
            time -= Int64(random.number(in: 1...4)) * 86_400 + Int64(random.number(in: -30_000...30_000))
            return person.draft(openid, at: time, &random)
        }
        return drafts.reversed()
    }
}

/// A made-up person, with values around which each measurement varies a little.
private struct SamplePerson {
    private let strengths: [Int]
    private let heartRate: Int
    private let isFemale: Bool
    private let birthday: String
    private let height: Int
    private let weight: Int
    private let answers: [MeasurementDetails.Answer]

    /// A heartbeat as seen by a sensor at the finger: the rise, the peak, the notch, the second wave.
    private static let beat = [
        2, 4, 12, 34, 62, 86, 98, 100, 95, 86, 76, 67, 60, 54, 49, 44, 39, 37, 40, 44, 46, 45, 42, 38, 34, 30, 26, 23,
        20, 17,
        15, 13, 11, 9, 8, 6, 5, 4, 3, 2,
    ]
    private static let questions = [
        "poor_sleep", "fatigue", "exercise", "cold_limbs", "dry_mouth", "bloating", "sitting",
    ]
    private static let frequencies = ["never", "seldom", "sometimes", "often", "always"]
    private static let remarks = ["晨起空腹", "午饭后", "运动后半小时", "昨晚没睡好 😴", "感冒第三天", "出差回来", "睡前"]

    init(_ random: inout SampleRandom) {
        strengths = (0..<8).map { _ in random.number(in: -4...4) + random.number(in: -2...2) }
        heartRate = random.number(in: 58...88)
        isFemale = random.number(in: 0...1) == 1
        let (year, month, day) = (
            random.number(in: 1948...2005), random.number(in: 101...112), random.number(in: 101...128)
        )
        birthday = "\(year)-\("\(month)".dropFirst())-\("\(day)".dropFirst())"
        height = random.number(in: isFemale ? 150...172 : 162...186)
        weight = height - 105 + random.number(in: -8...18)
        var answers: [MeasurementDetails.Answer] = []
        for question in Self.questions where random.number(in: 0...2) > 0 {
            let answer = Self.frequencies[random.number(in: 0...4)]
            answers.append(MeasurementDetails.Answer(questionKey: question, values: [answer]))
        }
        self.answers = answers
    }

    func draft(_ openid: String, at time: Int64, _ random: inout SampleRandom) -> RecordDraft {
        let rate = heartRate + random.number(in: -6...9)
        let spread = random.number(in: 3...9)
        let height = random.number(in: 70...130)
        let wave = (0..<120).map { Int64(Self.beat[$0 % Self.beat.count] * height / 100 + random.number(in: -1...1)) }
        return RecordDraft(
            owner: .openid(openid), createdAt: time, finger: Int64(random.number(in: 1...10)),
            strengths: strengths.map { Int64(min(10, max(-10, $0 + random.number(in: -2...2)))) },
            heartRates: HeartRates(
                measured: Double(rate), app: Double(rate + random.number(in: -2...2)),
                appHighest: Double(rate + spread),
                appLowest: Double(rate - spread)),
            hasPaid: random.number(in: 0...2) == 0,
            remark: random.number(in: 0...3) == 0 ? Self.remarks[random.number(in: 0...Self.remarks.count - 1)] : "",
            details: MeasurementDetails(
                pulseWave: wave, answers: answers, gender: isFemale ? 2 : 1, birthday: birthday,
                height: Double(self.height), weight: Double(weight)))
    }
}

/// Pseudo-random numbers, the same for the same seed: SplitMix64 (Steele, Lea, Flood 2014).
private struct SampleRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return range.lowerBound + Int(mixed % UInt64(range.count))
    }
}
