import Foundation
import JSON
import Testing

@testable import RecordTransfer
@testable import WeChat

/// What Excel, WPS and people's scripts make of a file of records.
@Suite("A spreadsheet of records")
struct RecordSpreadsheetTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting() }

    private static let names =
        "openid,created_at,finger,c0,c1,c2,c3,c4,c5,c6,c7,heart_rate,app_heart_rate,app_highest_heart_rate,"
        + "app_lowest_heart_rate,has_paid,remark"
    private static let row = "oMP-1_a,2018-07-04T08:01:27Z,1,-1,2,0,0,0,0,0,0,72.5,71,90,55,TRUE,晨起"
    private static let line =
        #"{"record_id":1,"openid":"oMP-1_a","created_at":"2018-07-04T08:01:27Z","record_type":7,"finger":1,"c0":-1,"c1":2,"#
        + #""c2":0,"c3":0,"c4":0,"c5":0,"c6":0,"c7":0,"heart_rate":72.5,"app_heart_rate":71,"app_highest_heart_rate":90,"#
        + #""app_lowest_heart_rate":55,"has_paid":true,"remark":"晨起"}"# + "\n"

    private static var plain: String { names + "\r\n" + row + "\r\n" }

    private static func changed(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.reduce(plain) { $0.replacing($1.key, with: $1.value) }
    }

    /// Each is the same record.
    static let same: [(what: String, bytes: [UInt8])] = {
        var files: [(String, String)] = [
            ("CSV", plain), ("CSV UTF-8", "\u{FEFF}" + plain), ("LF", plain.replacing("\r\n", with: "\n")),
            ("semicolons", plain.replacing(",", with: ";").replacing("72.5", with: "72,5")),
            ("semicolons, points", plain.replacing(",", with: ";")), ("tabs", plain.replacing(",", with: "\t")),
            ("sep=", "sep=;\r\n" + plain.replacing(",", with: ";")),
            ("quotes", "\"" + plain.replacing(",", with: "\",\"").replacing("\r\n", with: "\"\r\n\"").dropLast(2)),
            ("blanks", plain.replacing(",", with: " , ").replacing(" , 晨起", with: ",晨起")),
            ("True", changed(["TRUE": "True"])), ("1", changed(["TRUE": "1"])), ("true", changed(["TRUE": "true"])),
            ("fractions", changed([",1,-1,2,0": ",1.0,-1.00,2.0,0.0", ",71,": ",71.0,"])),
            ("exponents", changed([",90,55": ",9.0E+01,5.5E+01"])),
            ("a text's formula", changed(["oMP-1_a": "=\"oMP-1_a\""])),
            ("a quoted formula", changed(["oMP-1_a": "\"=\"\"oMP-1_a\"\"\""])),
            ("formulas for numbers", changed([",1,-1,": ",=\"1\",=\"-1\","])),
            ("an apostrophe", changed([",晨起": ",\"晨起\""])),
            ("a time without T", changed(["T08:01:27Z": " 08:01:27Z"])),
            ("an offset", changed(["T08:01:27Z": "T16:01:27+0800"])),
            ("a time in China", changed(["T08:01:27Z": " 16:01:27"])),
            ("Excel's time", changed(["2018-07-04T08:01:27Z": "2018/7/4 16:01:27"])),
            ("empty rows", names + "\r\n,,,,,,,,,,,,,,,,\r\n\r\n" + row + "\r\n,,, ,,,,,,,,,,,,,\r\n\"\"\r\n"),
            ("an empty row above", ",,,\r\n" + plain),
            ("empty columns", names + ",,\r\n" + row + ",,\r\n" + ",,,,,,,,,,,,,,,,,,\r\n"),
            ("an empty column in front", "," + names + "\r\n," + row + "\r\n"),
            ("more cells than names", names + "\r\n" + row + ",,, \r\n"),
            ("no end", names + "\r\n" + row),
        ]
        files.append(
            ("tabs, some rows short", (names + ",answers,height\r\n" + row + "\r\n").replacing(",", with: "\t")))
        var same = files.map { ($0.0, Array($0.1.utf8)) }
        let utf16 = ("\u{FEFF}" + plain.replacing(",", with: "\t")).data(using: .utf16LittleEndian) ?? Data()
        same.append(("Unicode text", Array(utf16)))
        let gbk = plain.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data()
        same.append(("GBK", Array(gbk)))
        return same
    }()

    @Test("is the same records, however it was saved", arguments: same.indices)
    func forms(index: Int) throws {
        let (what, bytes) = Self.same[index]
        let (faults, result) = try site.importing(bytes, .csv)
        #expect(faults == [] && result?.records == 1, "\(what)")
        let exported = try site.exported()
        #expect(exported == Self.line, "\(what)")
    }

    static let faults: [(what: String, file: String, fault: String)] = [
        (
            "cut digits", changed(["openid,": "record_id,openid,", "oMP-1_a,": "1.23457E+11,oMP-1_a,"]),
            "line 2: record_id is 1.23457E+11: a spreadsheet has cut off digits; make the column text before saving"
        ),
        (
            "a thousand", changed([",": ";", ";1;-1": ";1.000;-1"]),
            "line 2: finger must be a whole number from 1 to 10"
        ),
        ("a fraction", changed([",1,-1": ",1.5,-1"]), "line 2: finger must be a whole number from 1 to 10"),
        ("an error", changed(["72.5": "#NUM!"]), "line 2: heart_rate must be a number from 1 to 300"),
        ("a rate in words", changed(["72.5": "\"72,5\""]), "line 2: heart_rate must be a number from 1 to 300"),
        (
            "an unnamed value", names + ",\r\n" + row + ",x\r\n",
            "line 2: has a value in field 18, which the header does not name"
        ),
        ("a value too many", names + "\r\n" + row + ",,x\r\n", "line 2: has 19 fields, the header has 17"),
        (
            "an American time", changed(["2018-07-04T08:01:27Z": "7/4/2018 8:01"]),
            "line 2: created_at must be a time such as 2018-07-04T08:01:27Z"
        ),
        (
            "a serial number", changed(["2018-07-04T08:01:27Z": "43285.33"]),
            "line 2: created_at must be a time such as 2018-07-04T08:01:27Z"
        ),
        (
            "a formula", changed(["oMP-1_a": "=A1"]),
            "line 2: openid must be letters, digits, - and _, such as oMPdemo000000000000000000001"
        ),
        (
            "an end by CR", plain.replacing("\r\n", with: "\r"),
            "line 1: ends with CR alone: lines must end with LF or CRLF"
        ),
        ("two records in a row of quotes", changed(["晨起": "=\"a\"b"]), "line 2: has a quote in the wrong place"),
    ]

    @Test("is refused where it lost something or is not clear, with the place", arguments: faults.indices)
    func refusals(index: Int) throws {
        let (what, file, fault) = Self.faults[index]
        #expect(try site.importing(file, .csv).faults == [fault], "\(what)")
        #expect(try site.counts() == [0, 0, 0, 0])
    }

    @Test("tells what was taken for granted")
    func notes() throws {
        let gbk = try #require(
            Self.changed(["T08:01:27Z": " 16:01"]).data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(
            try site.importing(Array(gbk), .csv).result?.notes == [
                "the file is not UTF-8: it was read as GB18030",
                "1 of created_at have no time zone: read as China's, +08:00",
            ])
        #expect(try site.importing(Self.plain, .csv).result?.notes == [])
    }

    @Test("of ours, as Excel saves it, is the same site")
    func excel() throws {
        for (index, remark) in (RecordExportTests.remarks + SpreadsheetTextTests.guarded).enumerated() {
            // Excel keeps LF alone within a cell.
            if remark.utf8.contains(0x0D) { continue }
            try site.add(
                recordLine([
                    "remark": .string(remark), "has_paid": .bool(index % 2 == 0),
                    "c0": .integer(Int64(index % 11) - 10),
                    "heart_rate": index % 3 == 0 ? JSONValue.null : .real(60.5), "birthday": "1990-01-31",
                    "height": .real(170.5), "gender": "male",
                ]))
        }
        let ours = try site.exported(.csv)
        #expect(ours.hasPrefix("\u{FEFF}"), "without it Excel reads GBK")
        for separator in [",", ";", "\t"] {
            let second = try SiteSetting()
            #expect(try second.importing(Excel.saved(ours, separator: separator), .csv).faults == [])
            #expect(try second.exported() == site.exported())
        }
    }

    @Test("of ours has no cell that a spreadsheet runs or makes another thing of")
    func guarded() throws {
        for remark in SpreadsheetTextTests.guarded { try site.add(recordLine(["remark": .string(remark), "c0": -5])) }
        let rows = try site.exported(.csv).utf8.split(separator: 0x0A).dropFirst()
        #expect(try site.exported(.csv).contains(",-5,0,"), "numbers below 0 are numbers")
        var remarks = 0
        for cells in rows.compactMap({ CSVRows.cells(Array($0.dropLast()), by: 0x2C) }) {
            remarks += 1
            for cell in cells where cell != "-5" {
                #expect(cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } != true, "\(cell)")
            }
        }
        #expect(remarks >= SpreadsheetTextTests.guarded.count - 2, "all but those that hold an end of line")
    }
}
