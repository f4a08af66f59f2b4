internal import People
internal import SQL
internal import Storage
package import WeChat

/// Imports records in two steps: first all of them into a table that only this connection sees, in a temporary file
/// that vanishes with it; then, if all are valid, in one transaction into the site's tables.
///
/// Only the second step makes other writers wait, and it does not parse anything.
extension SiteDatabase {
    private static let staging = """
        CREATE TABLE staged.lines (
            line INTEGER PRIMARY KEY, record_id INTEGER UNIQUE, openid TEXT, user_id INTEGER, created_at INTEGER,
            record_type INTEGER, finger INTEGER, c0 INTEGER, c1 INTEGER, c2 INTEGER, c3 INTEGER, c4 INTEGER, c5 INTEGER,
            c6 INTEGER, c7 INTEGER, heart_rate INTEGER, app_heart_rate INTEGER, app_highest_heart_rate INTEGER,
            app_lowest_heart_rate INTEGER, has_paid INTEGER, remark TEXT, partial_pulse_wave TEXT, answers TEXT,
            gender INTEGER, birthday TEXT, height INTEGER, weight INTEGER
        )
        """

    /// Lines per step, between two progress reports.
    private static let stride: Int64 = 50_000

    /// Creates the staging table. Memory use stays below some tens of megabytes, however many lines there are.
    package func beginStaging() throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            // An empty name is a temporary file, deleted while it is open.
            try database.execute("ATTACH DATABASE '' AS staged")
            try database.execute("PRAGMA staged.cache_size = -16384")
            try database.execute("PRAGMA main.cache_size = -65536")
            try database.execute(SiteDatabase.staging)
            try database.execute("CREATE TABLE staged.people (number INTEGER PRIMARY KEY, openid TEXT NOT NULL UNIQUE)")
            try database.execute("BEGIN")
        }
    }

    /// - Returns: false when another line already has the record's id.
    package func stage(_ draft: RecordDraft, line: Int) throws(WeChatError) -> Bool {
        var (openid, userID): (String?, Int64?)
        switch draft.owner {
        case .openid(let text): openid = text
        case .user(let id): userID = id
        }
        let (rates, details, c) = (draft.heartRates, draft.details, draft.strengths)
        return try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR IGNORE INTO staged.lines VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                .integer(Int64(line)), Value(draft.recordID), Value(openid), Value(userID), .integer(draft.createdAt),
                .integer(draft.type), .integer(draft.finger), .integer(c[0]), .integer(c[1]), .integer(c[2]),
                .integer(c[3]), .integer(c[4]), .integer(c[5]), .integer(c[6]), .integer(c[7]),
                Value(rates.measured), Value(rates.app), Value(rates.appHighest), Value(rates.appLowest),
                Value(draft.hasPaid), .text(draft.remark), Value(RecordJSON.text(details.pulseWave)),
                Value(RecordJSON.text(details.answers)), Value(details.gender), Value(details.birthday),
                Value(details.height), Value(details.weight))
            let isNew = database.changes > 0
            if let openid {
                try database.execute("INSERT OR IGNORE INTO staged.people (openid) VALUES (?)", .text(openid))
            }
            return isNew
        }
    }

    package func endStaging() throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in try database.execute("COMMIT") }
    }

    /// Lines with the id of an existing record or of an unknown user; the first ones, at most `limit`.
    package func conflictsOfStaged(limit: Int64) throws(WeChatError) -> [RecordFault] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT l.line, l.record_id, NULL FROM staged.lines l JOIN records r ON r.record_id = l.record_id
                UNION ALL SELECT l.line, NULL, l.user_id FROM staged.lines l
                WHERE l.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = l.user_id)
                ORDER BY 1 LIMIT ?
                """, .integer(limit)
            ) { (row) throws(DatabaseError) in
                let line = Int(try row.integer(0))
                if let id = try row.optionalInteger(1) {
                    return RecordFault(line: line, message: "record_id \(id) already exists")
                }
                return RecordFault(line: line, message: "there is no user \(try row.integer(2))")
            }
        }
    }

    /// Creates users for new openids.
    ///
    /// - Returns: how many.
    package func insertStagedPeople(appID: String, now: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                DELETE FROM staged.people WHERE EXISTS
                (SELECT 1 FROM identities i WHERE i.app_id = ? AND i.openid = people.openid)
                """, .text(appID))
            let highest = try database.value("SELECT \(SiteDatabase.highestUserID)") ?? 0
            try database.execute(
                "INSERT INTO users (id, created_at, updated_at) SELECT ?1 + number, ?2, ?2 FROM staged.people ORDER BY number",
                highest, .integer(now))
            try database.execute(
                """
                INSERT INTO identities (app_id, openid, user_id, created_at)
                SELECT ?1, openid, ?2 + number, ?3 FROM staged.people
                """, .text(appID), highest, .integer(now))
            return database.changes
        }
    }

    /// Inserts the staged lines into the site's tables.
    ///
    /// - Parameter progress: called now and then with the number of lines done and the total.
    package func insertStagedRecords(
        appID: String, progress: (Int, Int) -> Void
    ) throws(WeChatError) {
        let (last, base) = try idsOfStaged()
        var first: Int64 = 1
        while first <= last {
            let end = min(last, first + SiteDatabase.stride - 1)
            try attempt { (database) throws(DatabaseError) in
                try database.execute(
                    SiteDatabase.moveRecords, .text(appID), .integer(base), .integer(first), .integer(end))
                try database.execute(SiteDatabase.moveDetails, .integer(base), .integer(first), .integer(end))
            }
            progress(Int(end), Int(last))
            first = end + 1
        }
    }

    /// The last line that has a record, and the number to add to the line of a record without an id to make one: line
    /// by line, in the file's order.
    private func idsOfStaged() throws(WeChatError) -> (lastLine: Int64, base: Int64) {
        let lines = try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                SELECT COALESCE(MAX(line), 0), COALESCE(MIN(line) FILTER (WHERE record_id IS NULL), 1),
                COALESCE(MAX(line) FILTER (WHERE record_id IS NULL), 0) FROM staged.lines
                """
            ) { (row) throws(DatabaseError) in (try row.integer(0), try row.integer(1), try row.integer(2)) }
        }
        guard let (last, first, lastWithout) = lines else { return (0, 0) }
        // Lines with ids of their own need none.
        let needed = lastWithout - first + 1
        guard let highest = try highestID(withRoomFor: needed) else {
            throw .storage(StorageFault("record numbers are used up"))
        }
        return (last, highest - first + 1)
    }

    /// The highest used id that is followed by that many free ones; 0 counts as used. Practically always it is the
    /// highest of all. A device's service may have given a record the highest possible id: the next ones then follow
    /// the highest of the others.
    private func highestID(withRoomFor count: Int64) throws(WeChatError) -> Int64? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                WITH RECURSIVE down (id, above) AS (SELECT ?1, 0 UNION ALL
                SELECT MAX(COALESCE((SELECT MAX(record_id) FROM records WHERE record_id < id), 0),
                COALESCE((SELECT MAX(record_id) FROM staged.lines WHERE record_id < id), 0)), id
                FROM down WHERE id > 0 AND above - id <= ?2)
                SELECT id FROM down WHERE above - id > ?2
                """, .integer(RecordDraft.highestID + 1), .integer(count)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
    }

    private static let moveRecords = """
        INSERT INTO records (record_id, user_id, created_at, record_type, finger, c0, c1, c2, c3, c4, c5, c6, c7,
        heart_rate, app_heart_rate, app_highest_heart_rate, app_lowest_heart_rate, has_paid, remark)
        SELECT COALESCE(record_id, ?2 + line),
        COALESCE(user_id, (SELECT i.user_id FROM identities i WHERE i.app_id = ?1 AND i.openid = l.openid)), created_at,
        record_type, finger, c0, c1, c2, c3, c4, c5, c6, c7, heart_rate, app_heart_rate, app_highest_heart_rate,
        app_lowest_heart_rate, has_paid, remark FROM staged.lines l WHERE line BETWEEN ?3 AND ?4 ORDER BY 2, 3 DESC
        """

    private static let moveDetails = """
        INSERT INTO record_details (record_id, partial_pulse_wave, answers, gender, birthday, height, weight)
        SELECT COALESCE(record_id, ?1 + line), partial_pulse_wave, answers, gender, birthday, height, weight
        FROM staged.lines WHERE line BETWEEN ?2 AND ?3
        AND COALESCE(partial_pulse_wave, answers, gender, birthday, height, weight) IS NOT NULL ORDER BY line
        """
}
