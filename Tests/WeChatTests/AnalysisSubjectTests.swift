import JSON
import Platform
import Testing

@testable import Analysis
@testable import WeChat

@Suite("A subject's JSON")
struct AnalysisSubjectTests {
    private static let least = #""c0":1,"c1":2,"c2":3,"c3":4,"c4":5,"c5":6,"c6":7,"c7":-8,"finger":10"#

    private func read(_ members: String) throws -> AnalysisSubject {
        try AnalysisSubject(JSONValue(parsing: Array("{\(members)}".utf8)), now: 1_000_000_000)
    }

    private func faults(_ members: String) throws -> [String] {
        do { _ = try read(members) } catch let error as AnalysisSubjectError { return error.faults }
        return []
    }

    @Test("needs the meridians and the finger, and takes the rest as not known")
    func least() throws {
        let subject = try read(Self.least)
        #expect(subject == AnalysisSubject(createdAt: 1_000_000_000, finger: 10, strengths: [1, 2, 3, 4, 5, 6, 7, -8]))
    }

    @Test("is read back as it was written")
    func roundTrip() throws {
        var generator = SubjectGenerator(7)
        for _ in 0..<200 {
            let subject = generator.subject().with { $0.partialPulseWave = [1, -2, 3] }
            let written = try JSONValue(parsing: subject.json.bytes)
            #expect(try AnalysisSubject(written, now: 0) == subject)
            #expect(
                written.members.map(\.name) == [
                    "record_id", "created_at", "record_type", "finger", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7",
                    "heart_rate", "app_heart_rate", "app_highest_heart_rate", "app_lowest_heart_rate",
                    "partial_pulse_wave", "age", "gender", "height", "weight", "answers",
                ])
        }
    }

    @Test(
        "has full years for a birthday, as the calendar in China has it",
        arguments: [
            ("1990-07-04", "2018-07-03T15:59:59Z", 27), ("1990-07-04", "2018-07-03T16:00:00Z", 28),
            ("2000-02-29", "2019-02-28T12:00:00Z", 18), ("2000-02-29", "2019-03-01T12:00:00Z", 19),
            ("1990-07-04", "2018-07-04T14:00:00.123+23:00", 27), ("2018-07-04", "2018-07-04T08:01:27Z", 0),
        ])
    func birthday(birthday: String, time: String, age: Int) throws {
        let subject = try read(Self.least + #","birthday":"\#(birthday)","created_at":"\#(time)""#)
        #expect(subject.age == age)
    }

    @Test(
        "names every field that is wrong",
        arguments: [
            (#","heart_rate":"72""#, "heart_rate must be a number from 0 to 1000"),
            (#","age":151"#, "age must be a whole number from 0 to 150"),
            (#","gender":2"#, "gender must be 0 or male, 1 or female"),
            (#","birthday":"1990-02-30""#, "birthday must be a date such as 1990-01-31"),
            (#","birthday":"2990-01-01""#, "birthday must be 0 to 150 years before the record"),
            (#","created_at":"04/07/2018 08:01""#, "created_at must be a time such as 2018-07-04T08:01:27Z"),
            (#","created_at":1530691287"#, "created_at must be a time such as 2018-07-04T08:01:27Z"),
            (#","partial_pulse_wave":[1,"2"]"#, "partial_pulse_wave must be a list of whole numbers"),
            (
                #","answers":[{"question_key":"a"}]"#,
                #"answers must be a list of {"question_key": text, "values": [text]}"#
            ),
            (
                #","answers":[{"question_key":"a","values":[1]}]"#,
                #"answers must be a list of {"question_key": text, "values": [text]}"#
            ),
        ])
    func faults(member: String, fault: String) throws {
        #expect(try faults(Self.least + member) == [fault])
    }

    @Test("that lacks all it needs is told all of it")
    func missing() throws {
        #expect(try faults(#""c0":11"#).count == 9)
        #expect(throws: AnalysisSubjectError.self) { try AnalysisSubject([], now: 0) }
    }

    @Test(
        "counts days as the calendar does",
        arguments: [(0, 1970, 1, 1), (11_016, 2000, 2, 29), (-1, 1969, 12, 31), (-719_528, 0, 1, 1)])
    func calendar(days: Int64, year: Int, month: Int, day: Int) {
        let date = CalendarDate(days: days)
        #expect((date.year, date.month, date.day) == (year, month, day))
    }

    @Test("has the hour and the month of China")
    func hours() {
        // 2018-12-31T15:59:59Z and a second later.
        #expect(CalendarDate(inChinaAt: 1_546_271_999).month == 12 && CalendarDate.hourInChina(at: 1_546_271_999) == 23)
        #expect(CalendarDate(inChinaAt: 1_546_272_000).month == 1 && CalendarDate.hourInChina(at: 1_546_272_000) == 0)
        #expect(CalendarDate(inChinaAt: -1).day == 1 && CalendarDate.hourInChina(at: -28_801) == 23)
    }
}
