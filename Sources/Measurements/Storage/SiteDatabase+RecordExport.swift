internal import SQLite
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Keeps one state of the database visible, whatever others write meanwhile.
    package func snapshot(_ body: () throws(WeChatError) -> Void) throws(WeChatError) {
        try attempt { (database) throws(SQLiteError) in try database.execute("BEGIN") }
        defer { try? attempt { (database) throws(SQLiteError) in try database.execute("COMMIT") } }
        try body()
    }

    /// Records beyond an id, in the order of their ids, in the form of a file.
    ///
    /// - Parameters:
    ///   - appID: the app whose openids identify people.
    ///   - userID: only this person's records.
    package func recordDrafts(
        after recordID: Int64, appID: String, userID: Int64?, limit: Int64
    ) throws(WeChatError) -> [RecordDraft] {
        try attempt { (database) throws(SQLiteError) in
            try database.rows(
                """
                SELECT (SELECT MIN(openid) FROM identities i WHERE i.app_id = ?2 AND i.user_id = r.user_id),
                d.partial_pulse_wave, d.answers, d.gender, d.birthday, d.height, d.weight, r.*
                FROM records r LEFT JOIN record_details d ON d.record_id = r.record_id
                WHERE r.record_id > ?1 AND (?3 IS NULL OR r.user_id = ?3) ORDER BY r.record_id LIMIT ?4
                """, .integer(recordID), .text(appID), Value(userID), .integer(limit), map: RecordDraft.init(row:))
        }
    }

    package func countOfRecords(of userID: Int64?) throws(WeChatError) -> Int {
        let count = try attempt { (database) throws(SQLiteError) in
            try database.row("SELECT COUNT(*) FROM records WHERE ?1 IS NULL OR user_id = ?1", Value(userID)) {
                (row) throws(SQLiteError) in try row.integer(0)
            }
        }
        return Int(count ?? 0)
    }
}

extension RecordDraft {
    /// Column by column, in the order of the query above and of the table.
    fileprivate init(row: borrowing Row) throws(SQLiteError) {
        let openid = try row.optionalText(0)
        recordID = try row.integer(7)
        let userID = try row.integer(8)
        owner = openid.map { .openid($0) } ?? .user(userID)
        createdAt = try row.integer(9)
        type = try row.integer(10)
        finger = try row.integer(11)
        strengths = []
        for index in 12..<20 { strengths.append(try row.integer(index)) }
        heartRates = HeartRates(
            measured: try row.optionalNumber(20), app: try row.optionalNumber(21),
            appHighest: try row.optionalNumber(22), appLowest: try row.optionalNumber(23))
        hasPaid = try row.boolean(24)
        remark = try row.text(25)
        details = MeasurementDetails(
            pulseWave: RecordJSON.numbers(try row.optionalText(1)),
            answers: RecordJSON.answers(try row.optionalText(2)),
            gender: try row.optionalInteger(3), birthday: try row.optionalText(4), height: try row.optionalNumber(5),
            weight: try row.optionalNumber(6))
    }
}
