import HTTP
import Testing

@testable import Measurements
@testable import RecordTransfer
@testable import WeChat

@Suite("A query for records")
struct RecordQueryTests {
    private static func read(_ query: String) throws -> RecordQuery {
        try RecordQuery(Browser().request(query: query))
    }

    /// The parameter that an error names.
    private static func fault(_ query: String) -> String {
        do throws(WeChatError) {
            _ = try RecordQuery(Browser().request(query: query))
            return "none"
        } catch {
            switch error {
            case .request(.invalid(let name, _)): return name
            case .request(.malformed(let name)), .request(.repeated(let name)): return "unreadable \(name)"
            default: return "\(error)"
            }
        }
    }

    @Test(
        "asks for the newest twenty when it says nothing",
        arguments: ["", "start=&end=&size=&offset=", "user_id=7&_=1"])
    func nothing(query: String) throws {
        let read = try Self.read(query)
        #expect(read == RecordQuery())
        #expect(read.start == .min && read.end == .max && read.offset == 0 && read.size == -1)
    }

    @Test(
        "takes times in every form that RFC 3339 has, and a plus that nobody encoded",
        arguments: [
            "2018-07-04T08:01:27Z", "2018-07-04t08%3A01%3A27z", "2018-07-04T16:01:27%2B08:00",
            "2018-07-04T16:01:27+08:00",
            "2018-07-04T16:01:27%2008:00", "2018-07-04T00:01:27-08:00", "2018-07-04%2008:01:27Z",
            "2018-07-04+16:01:27+08:00", "2018-07-04T08:01:27.000Z",
        ])
    func times(text: String) throws {
        let read = try Self.read("start=\(text)&end=\(text)")
        #expect(read.start == 1_530_691_287 && read.end == 1_530_691_287)
    }

    @Test("includes no second that a fraction leaves out")
    func fractions() throws {
        let read = try Self.read("start=2018-07-04T08:01:27.001Z&end=2018-07-04T16:01:27.999+08:00")
        #expect(read.start == 1_530_691_288 && read.end == 1_530_691_287)
    }

    @Test("takes numbers up to their limits")
    func numbers() throws {
        for size: Int64 in [1, 20, 100, -1] { #expect(try Self.read("size=\(size)").size == size) }
        for offset: Int64 in [0, 1, .max] { #expect(try Self.read("offset=\(offset)").offset == offset) }
        let read = try Self.read("start=0001-01-01T00:00:00Z&end=9999-12-31T23:59:59-23:59")
        #expect(read.start == -62_135_596_800 && read.end == 253_402_387_139)
    }

    @Test(
        "names a time that is none",
        arguments: [
            "now", "0", "1530691287", "2018-07-04", "2018-02-29T00:00:00Z", "2018-07-04T08:01:27",
            "2018-07-04T08:01:27+0800",
            "2018-07-04T08:01:27Z%20", "'", "%3Cscript%3E", "+08:00", "%20", "2018-07-04T16:01:27++8:00", "null", "-1",
            "99999-01-01T00:00:00Z",
        ])
    func badTimes(text: String) {
        for name in ["start", "end"] { #expect(Self.fault("\(name)=\(text)") == name) }
    }

    @Test("names a number that is none, or too small or large")
    func badNumbers() {
        for text in ["0", "101", "-2", "a", "1.5", "1e1", "%201", "0x1", "9223372036854775808", "null", "١", "１"] {
            #expect(Self.fault("size=\(text)") == "size", "\(text)")
        }
        for text in ["-1", "a", "1.0", "", "-9223372036854775809", "9223372036854775808"] where !text.isEmpty {
            #expect(Self.fault("offset=\(text)") == "offset", "\(text)")
        }
    }

    @Test("names what cannot be read, or occurs twice", arguments: ["start", "end", "size", "offset"])
    func unreadable(name: String) {
        for value in ["%zz", "%FF", "1%00", "1&\(name)=1"] {
            #expect(Self.fault("\(name)=\(value)") == "unreadable \(name)", "\(value)")
        }
    }
}
