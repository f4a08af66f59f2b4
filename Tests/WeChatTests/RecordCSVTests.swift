import JSON
import SQL
import SQLite
import Testing

@testable import RecordTransfer
@testable import Storage
@testable import WeChat

@Suite("An import of records in CSV")
struct RecordCSVTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting() }

    private static let header =
        "openid,created_at,finger,c0,c1,c2,c3,c4,c5,c6,c7,heart_rate,app_heart_rate,app_highest_heart_rate,"
        + "app_lowest_heart_rate,remark,partial_pulse_wave"

    private static func row(_ remark: String = "", openid: String = "a", wave: String = "") -> String {
        "\(openid),2018-07-04T08:01:27Z,1,-1,2,0,0,0,0,0,0,70,,80,60,\(remark),\(wave)"
    }

    private func faults(_ text: String) throws -> [String] { try site.importing(text, .csv).faults }

    private var remarks: [String] {
        get throws {
            try site.database.attempt { (database) throws(DatabaseError) in
                try database.rows("SELECT remark FROM records ORDER BY record_id") {
                    (row) throws(DatabaseError) in try row.text(0)
                }
            }
        }
    }

    static let quoted: [(cell: String, text: String)] = [
        ("", ""), ("\"\"", ""), ("a", "a"), ("\"a\"", "a"), (" a ", " a "), ("\"a,b\"", "a,b"), ("\"a\"\"b\"", "a\"b"),
        ("\"\"\"\"", "\""), ("\"\"\"\"\"\"", "\"\""), ("\"a\nb\"", "a\nb"), ("\"a\r\nb\"", "a\r\nb"),
        ("\"\n\n\"", "\n\n"),
        ("\"a\"\"\nb\"\"\"", "a\"\nb\""), ("\"\r\"", "\r"), ("\"\"\"\u{301},\"", "\"\u{301},"), ("=1+1", "=1+1"),
        ("null", "null"),
        ("晨起 🌅", "晨起 🌅"), ("5", "5"), ("'", "'"),
    ]

    @Test("reads a cell as RFC 4180 has it, whatever ends the lines", arguments: quoted.indices, ["\n", "\r\n"])
    func cells(index: Int, end: String) throws {
        let (cell, text) = Self.quoted[index]
        let lines = [Self.header, Self.row("before"), Self.row(cell), Self.row("after")]
        #expect(try faults(lines.joined(separator: end)) == [])
        #expect(try remarks.map { Array($0.utf8) } == ["before", text, "after"].map { Array($0.utf8) })
    }

    @Test("names the first line of a row that is broken, and goes on with the right number", arguments: ["\n", "\r\n"])
    func broken(end: String) throws {
        let rows = [
            ("\"a\" b", "has a quote in the wrong place"), ("a\"b\"", "has a quote in the wrong place"),
            ("\"a\"\"", "has a quote in the wrong place"),
            ("a,b,c", "has 19 fields, the header has 17"), ("\"a,b\",\"\n\",x", "has 19 fields, the header has 17"),
        ]
        for (cell, fault) in rows {
            // An odd quote takes the next line with it.
            guard !cell.hasSuffix("\"\"") else { continue }
            let text = [Self.header, Self.row("\"1\n2\n3\""), Self.row(cell), Self.row("x", openid: "")].joined(
                separator: end)
            let next = 6 + cell.count { $0 == "\n" }
            #expect(try faults(text) == ["line 5: \(fault)", "line \(next): openid or user_id is missing"])
        }
        #expect(try faults(Self.header + end + "a,2018-07-04T08:01:27Z" + end) == ["line 2: c0 is missing"])
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("names the line of a quote that is never closed")
    func unbalanced() throws {
        let good = Self.row()
        #expect(
            try faults([Self.header, good, Self.row("\"a"), good].joined(separator: "\n"))
                == ["line 3: a quoted field does not end"])
        #expect(try faults(Self.header + "\n\"") == ["line 2: a quoted field does not end"])
        #expect(try faults("\"") == ["line 1: a quoted field does not end"])
    }

    @Test("gives up a quote that is never closed after a mebibyte, at once", .timeLimit(.minutes(5)))
    func longQuote() throws {
        let text =
            Self.header + "\n" + Self.row("\"a") + "\n"
            + String(repeating: String(repeating: "x", count: 19) + "\n", count: 56_000)
        #expect(try faults(text).first == "line 2: a quoted field does not end")
    }

    @Test("refuses a header with faults, and says nothing of the rows under it")
    func header() throws {
        let cases = [
            ("openid,nonsense", "the header has an unknown field \"nonsense\""),
            ("openid,openid", "the header has a field twice"),
            ("open id", "the header has an unknown field \"open id\""),
            ("openid\rx", "ends with CR alone: lines must end with LF or CRLF"), ("\"a", "a quoted field does not end"),
            ("a\"b", "a quoted field does not end"), ("OpenID", "the header has an unknown field \"OpenID\""),
        ]
        for (header, fault) in cases {
            #expect(try faults(header + "\nx,y\nz\n") == ["line 1: \(fault)"])
            #expect(try faults("\n\r\n" + header + "\nx,y\n") == ["line 3: \(fault)"])
        }
        #expect(try faults(Self.row()).count == 1, "no header at all")
    }

    @Test("takes a header alone, a byte order mark, empty lines and columns in any order")
    func forms() throws {
        #expect(try site.importing(Self.header, .csv).result?.records == 0)
        let marked = "\u{FEFF}" + Self.header + "\r\n\r\n" + Self.row() + "\r\n\n"
        let found = try faults(marked)
        #expect(found == [])
        let names = Self.header.split(separator: ",")
        let values = Self.row("r", wave: "\"[1,2]\"").replacing("\"[1,2]\"", with: "[1;2]").split(
            separator: ",", omittingEmptySubsequences: false)
        let text =
            names.reversed().joined(separator: ",") + "\n"
            + values.reversed().joined(separator: ",").replacing("[1;2]", with: "\"[1,2]\"")
        #expect(try faults(text) == [])
        #expect(try remarks == ["", "r"])
        let stored = "SELECT partial_pulse_wave FROM record_details"
        #expect(try site.value(stored) == "[1,2]")
    }

    @Test("reads cells as what their fields are")
    func kinds() throws {
        let header = Self.header + ",has_paid,record_id,gender,birthday,height,weight,answers"
        let more = "true,12,female,1990-01-31,170,60,\"[{\"\"question_key\"\":\"\"a\"\",\"\"values\"\":[\"\"b\"\"]}]\""
        #expect(try faults(header + "\n" + Self.row() + "," + more + "\n" + Self.row() + ",,,,,,,") == [])
        let line = try #require(try site.exported().split(separator: "\n").first)
        #expect(
            line.hasPrefix(
                #"{"record_id":12,"openid":"a","created_at":"2018-07-04T08:01:27Z","record_type":7,"finger":1,"c0":-1,"#
            ))
        #expect(
            line.hasSuffix(
                #""heart_rate":70,"app_heart_rate":null,"app_highest_heart_rate":80,"app_lowest_heart_rate":60,"has_paid":true,"#
                    + #""remark":"","gender":"female","birthday":"1990-01-31","height":170,"weight":60,"#
                    + #""answers":[{"question_key":"a","values":["b"]}]}"#))
    }

    @Test("names a cell that is not what its field is")
    func badCells() throws {
        let cases = [
            ("has_paid", "WAHR", "has_paid must be true or false"), ("has_paid", "2", "has_paid must be true or false"),
            ("height", "170cm", "height must be a number from 20 to 300"),
            ("height", "99999999999999999999", "height must be a number from 20 to 300"),
            ("answers", "x", "answers must be a list"), ("answers", "{}", "answers must be a list"),
            ("answers", "[", "answers must be a list"), ("gender", "1", "gender must be male or female"),
            ("user_id", "1", "has both openid and user_id: only one is allowed"),
            ("birthday", "31.01.1990", "birthday must be a date such as 1990-01-31"),
        ]
        for (name, cell, fault) in cases {
            #expect(try faults("\(Self.header),\(name)\n\(Self.row()),\(cell)") == ["line 2: \(fault)"])
        }
        #expect(try faults(Self.header + "\n" + Self.row(openid: "")) == ["line 2: openid or user_id is missing"])
        #expect(try faults(Self.header + "\n" + Self.row("a\0")) == ["line 2: remark must be text"])
    }

    @Test("names a line that is neither UTF-8 nor GBK, instead of storing something else")
    func encoding() throws {
        let parts = Self.row("晨起空腹 @").split(separator: "@", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let bytes = Array((Self.header + "\n" + Self.row() + "\n").utf8) + parts[0] + [0xE6, 0x99] + parts[1]
        #expect(try site.importing(bytes, .csv).faults == ["line 3: is not UTF-8"], "one character is cut")
        let latin = Array((Self.header + "\n" + Self.row("M") + "\n").utf8).flatMap {
            $0 == 0x4D ? [0x4D, 0xFC] : [$0]
        }
        #expect(try site.importing(latin, .csv).faults == ["line 2: is not UTF-8"], "Latin-1")
        #expect(try site.counts() == [0, 0, 0, 0])
    }
}
