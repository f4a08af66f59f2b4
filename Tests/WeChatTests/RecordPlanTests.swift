import JSON
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import RecordTransfer
@testable import Storage
@testable import WeChat

/// SQLite lists the statements that a connection holds: those that requests really used.
@Suite("What requests ask the database of records")
struct RecordPlanTests {
    private static let statements =
        "SELECT sql FROM sqlite_stmt WHERE sql LIKE '%record%' AND sql NOT LIKE '%sqlite_stmt%'"

    private static func plan(_ sql: String, _ database: SiteDatabase) throws -> [String] {
        // Values that are not bound are NULL; the wrapper wants one for each, so they are written into the text.
        var sql = sql
        for number in (1...20).reversed() { sql = sql.replacing("?\(number)", with: "NULL") }
        sql = sql.replacing("?", with: "NULL")
        return try database.attempt { (database) throws(DatabaseError) in
            try database.rows("EXPLAIN QUERY PLAN \(sql)") { (row) throws(DatabaseError) in try row.text(3) }
        }
    }

    @Test("is found by an index, and never sorted")
    func plans() throws {
        let site = try SiteSetting()
        try site.add(recordLine(), recordLine(["gender": "male"]))
        let me = try site.userID()
        let records = try Records(site.installation)
        _ = try records.list(of: me, RecordQuery())
        try records.setRemark("a", of: "1", by: me)
        try records.pay(for: "1", by: me)
        let token = try records.shareToken(for: "1", of: me)
        let reports = try Reports(records, site.installation)
        _ = try reports.report(on: "1", of: me)
        _ = try reports.report(sharedBy: token)
        let used = try records.database.attempt { (database) throws(DatabaseError) in
            try database.rows(Self.statements) { (row) throws(DatabaseError) in try row.text(0) }
        }
        #expect(used.count >= 9, "\(used)")
        for sql in used {
            let plan = try Self.plan(sql, records.database)
            #expect(!plan.contains { $0.contains("SCAN") || $0.contains("TEMP B-TREE") }, "\(sql): \(plan)")
        }
    }

    @Test("for a page of the list is in the index's order")
    func page() throws {
        let plan = try Self.plan(SiteDatabase.pageOfRecords, SiteSetting().database)
        #expect(
            plan == ["SEARCH records USING PRIMARY KEY (user_id=? AND created_at>? AND created_at<?)"])
    }
}
