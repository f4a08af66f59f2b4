import Foundation
import Testing

import SQL
@testable import SQLite

@Suite("Result codes")
struct ResultCodeTests {
    @Test(
        "Are spelled as SQLite spells them",
        arguments: [
            (1, "SQLITE_ERROR"), (5, "SQLITE_BUSY"), (14, "SQLITE_CANTOPEN"), (26, "SQLITE_NOTADB"),
            (261, "SQLITE_BUSY_RECOVERY"), (2067, "SQLITE_CONSTRAINT_UNIQUE"), (5 | 99 << 8, "SQLITE_BUSY(25349)"),
            (77, "SQLITE(77)"),
        ])
    func spelling(number: Int32, name: String) {
        #expect(ResultCode(number).description == name)
    }

    @Test("A primary code matches its extended ones, an extended code only itself")
    func matching() {
        let unique = ResultCode(2067)
        #expect(ResultCode.SQLITE_CONSTRAINT ~= unique)
        #expect(ResultCode.SQLITE_CONSTRAINT ~= .SQLITE_CONSTRAINT)
        #expect(unique ~= unique)
        #expect(!(unique ~= .SQLITE_CONSTRAINT))
        #expect(!(unique ~= ResultCode(1555)))
        #expect(!(ResultCode.SQLITE_BUSY ~= unique))
    }

    /// SQLite's own header is the other source of the same fact.
    @Test("Agree with sqlite3.h")
    func header() throws {
        let header = try String(contentsOfFile: "/usr/include/sqlite3.h", encoding: .utf8)
        var numbers: [String: Int32] = [:]
        for match in header.matches(of: /#define (SQLITE_\w+)\s+(\d+)\s/) { numbers[String(match.1)] = Int32(match.2) }
        for match in header.matches(of: /#define (SQLITE_\w+)\s+\((SQLITE_\w+)\s*\|\s*\((\d+)<<8\)\)/) {
            guard let primary = numbers[String(match.2)], let detail = Int32(match.3) else { continue }
            numbers[String(match.1)] = primary | detail << 8
        }
        #expect(ResultCode.names.count > 100)
        for (number, name) in ResultCode.names { #expect(numbers[name] == number, "\(name)") }
    }
}
