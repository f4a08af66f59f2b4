internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Records beyond an id, in the order of their ids, in the form of a file.
    ///
    /// - Parameters:
    ///   - appID: the app whose openids identify people.
    ///   - userID: only this person's records.
    package func recordDrafts(
        after recordID: Int64, appID: String, userID: Int64?, limit: Int64
    ) throws(WeChatError) -> [RecordDraft] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT \(RecordDraft.columns)
                FROM records r LEFT JOIN record_details d ON d.record_id = r.record_id
                WHERE r.record_id > ?1 AND (?3 IS NULL OR r.user_id = ?3) ORDER BY r.record_id LIMIT ?4
                """, .integer(recordID), .text(appID), Value(userID), .integer(limit), map: RecordDraft.init(row:))
        }
    }

    package func countOfRecords(of userID: Int64?) throws(WeChatError) -> Int {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT COUNT(*) FROM records WHERE ?1 IS NULL OR user_id = ?1", Value(userID)) {
                (row) throws(DatabaseError) in try row.integer(0)
            }
        }
        return Int(count ?? 0)
    }
}

extension RecordDraft {
    /// What `init(row:)` reads, in its order; `?2` is the app.
    fileprivate static let columns = """
        (SELECT MIN(openid) FROM identities i WHERE i.app_id = ?2 AND i.user_id = r.user_id),
        r.record_id, r.user_id, r.created_at, r.record_type, r.finger,
        r.c0, r.c1, r.c2, r.c3, r.c4, r.c5, r.c6, r.c7,
        r.heart_rate, r.app_heart_rate, r.app_highest_heart_rate, r.app_lowest_heart_rate, r.has_paid, r.remark,
        d.partial_pulse_wave, d.answers, d.gender, d.birthday, d.height, d.weight
        """

    fileprivate init(row: borrowing Row) throws(DatabaseError) {
        let openid = try row.optionalText(0)
        recordID = try row.integer(1)
        let userID = try row.integer(2)
        owner = openid.map { .openid($0) } ?? .user(userID)
        createdAt = try row.integer(3)
        type = try row.integer(4)
        finger = try row.integer(5)
        strengths = []
        for index in 6..<14 { strengths.append(try row.integer(index)) }
        heartRates = HeartRates(
            measured: try row.optionalNumber(14), app: try row.optionalNumber(15),
            appHighest: try row.optionalNumber(16), appLowest: try row.optionalNumber(17))
        hasPaid = try row.boolean(18)
        remark = try row.text(19)
        details = MeasurementDetails(
            pulseWave: RecordJSON.numbers(try row.optionalText(20)),
            answers: RecordJSON.answers(try row.optionalText(21)),
            gender: try row.optionalInteger(22), birthday: try row.optionalText(23), height: try row.optionalNumber(24),
            weight: try row.optionalNumber(25))
    }
}
