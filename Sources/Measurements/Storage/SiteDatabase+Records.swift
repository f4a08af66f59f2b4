internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Passes a person's records to `body`, newest first.
    func records(
        of userID: Int64?, _ query: RecordQuery, _ body: (MeasurementRecord) -> Void
    ) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            _ = try database.rows(
                SiteDatabase.pageOfRecords, Value(userID), .integer(query.start), .integer(query.end),
                .integer(query.size), .integer(query.offset)
            ) { (row) throws(DatabaseError) in body(try MeasurementRecord(row: row)) }
        }
    }

    /// A page of one person's list. The index has that order, so nothing is sorted.
    static let pageOfRecords = """
        SELECT \(MeasurementRecord.columns) FROM records WHERE user_id = ? AND created_at BETWEEN ? AND ?
        ORDER BY created_at DESC, record_id DESC LIMIT ? OFFSET ?
        """

    /// A person's own record; nil when it does not exist or belongs to somebody else.
    func record(_ id: Int64, of userID: Int64?) throws(WeChatError) -> MeasurementRecord? {
        guard let record = try record(id), record.userID == userID else { return nil }
        return record
    }

    package func record(_ id: Int64) throws(WeChatError) -> MeasurementRecord? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT \(MeasurementRecord.columns) FROM records WHERE record_id = ?", .integer(id),
                map: MeasurementRecord.init(row:))
        }
    }

    package func details(of recordID: Int64) throws(WeChatError) -> MeasurementDetails {
        let details = try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                SELECT partial_pulse_wave, answers, gender, birthday, height, weight FROM record_details
                WHERE record_id = ?
                """, .integer(recordID), map: MeasurementDetails.init(row:))
        }
        return details ?? MeasurementDetails()
    }

    /// False when the person has no such record.
    func setRemark(_ remark: String, recordID: Int64, userID: Int64?) throws(WeChatError) -> Bool {
        try change(
            "UPDATE records SET remark = ?3 WHERE record_id = ?1 AND user_id = ?2", recordID, userID, .text(remark))
    }

    /// False when the person has no such record. One that is already paid for is not written again.
    func setPaid(recordID: Int64, userID: Int64?) throws(WeChatError) -> Bool {
        guard let record = try record(recordID, of: userID) else { return false }
        if record.hasPaid { return true }
        return try change(
            "UPDATE records SET has_paid = ?3 WHERE record_id = ?1 AND user_id = ?2", recordID, userID, true)
    }

    /// Stores the tags of an analysis, and gives the report its id unless it has one.
    ///
    /// - Returns: the report's id.
    package func keepAnalysis(of recordID: Int64, tags: String, reportID: String) throws(WeChatError) -> String {
        let kept = try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                UPDATE records SET tags = ?, report_id = COALESCE(report_id, ?) WHERE record_id = ? RETURNING report_id
                """, .text(tags), .text(reportID), .integer(recordID)
            ) { (row) throws(DatabaseError) in try row.text(0) }
        }
        guard let kept else { throw .storage(StorageFault("record \(recordID) was deleted meanwhile")) }
        return kept
    }

    private func change(
        _ sql: String, _ recordID: Int64, _ userID: Int64?, _ value: Value
    ) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(sql, .integer(recordID), Value(userID), value)
            return database.changes > 0
        }
    }
}

extension MeasurementRecord {
    /// The columns that `init(row:)` reads, in its order.
    static let columns = """
        record_id, user_id, created_at, record_type, finger, c0, c1, c2, c3, c4, c5, c6, c7, heart_rate, app_heart_rate,
        app_highest_heart_rate, app_lowest_heart_rate, has_paid, remark, tags, report_id
        """

    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer(0)
        userID = try row.integer(1)
        createdAt = try row.integer(2)
        type = try row.integer(3)
        finger = try row.integer(4)
        var strengths: [Int64] = []
        strengths.reserveCapacity(8)
        for index in 5..<13 { strengths.append(try row.integer(index)) }
        self.strengths = strengths
        heartRates = HeartRates(
            measured: try row.optionalNumber(13), app: try row.optionalNumber(14),
            appHighest: try row.optionalNumber(15), appLowest: try row.optionalNumber(16))
        hasPaid = try row.boolean(17)
        remark = try row.text(18)
        tags = try row.text(19)
        reportID = try row.optionalText(20)
    }
}

extension MeasurementDetails {
    init(row: borrowing Row) throws(DatabaseError) {
        pulseWave = RecordJSON.numbers(try row.optionalText(0))
        answers = RecordJSON.answers(try row.optionalText(1))
        gender = try row.optionalInteger(2)
        birthday = try row.optionalText(3)
        height = try row.optionalNumber(4)
        weight = try row.optionalNumber(5)
    }
}
