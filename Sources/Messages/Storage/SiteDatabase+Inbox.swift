internal import SQL
internal import Storage
package import WeChat

extension SiteDatabase {
    /// Stores a push, unless it is already there.
    ///
    /// - Returns: its id; nil if it was there.
    package func insert(_ message: NewInboxMessage) throws(WeChatError) -> Int64? {
        var (state, reply, claim, dueAt) = (InboxState.done, PushReply?.none, [UInt8]?.none, Int64?.none)
        switch message.fate {
        case .replied(let made): reply = made
        case .claimed(let bytes, let until): (state, claim, dueAt) = (.working, bytes, until)
        }
        let push = message.push
        return try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                INSERT INTO inbox (app_id, push_key, openid, message_type, content, created_at, received_at, state,
                reply, attempts, claim, due_at, format, reply_form) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (app_id, push_key) DO NOTHING RETURNING id
                """, .text(message.appID), .blob(message.key), .text(push.fromUserName), .text(push.typeName),
                .text(message.content), .integer(push.createTime), .integer(message.receivedAt),
                .text(state.rawValue), Value(reply?.text(to: push)), .integer(claim == nil ? 0 : 1), Value(claim),
                Value(dueAt), .text(push.format.rawValue), Value(reply?.form)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
    }

    /// The message of a push.
    package func inboxMessage(appID: String, key: [UInt8]) throws(WeChatError) -> InboxMessage? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT \(InboxMessage.columns) FROM inbox WHERE app_id = ? AND push_key = ?", .text(appID), .blob(key),
                map: InboxMessage.init(row:))
        }
    }

    package func inboxMessage(id: Int64) throws(WeChatError) -> InboxMessage? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT \(InboxMessage.columns) FROM inbox WHERE id = ?", .integer(id), map: InboxMessage.init(row:))
        }
    }

    /// Claims a message for an attempt with that number, if it is still as it was read; another process may have been
    /// faster.
    package func claim(
        _ message: InboxMessage, attempt number: Int64, as claim: [UInt8], until time: Int64
    ) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE inbox SET state = 'working', claim = ?2, due_at = ?3, attempts = ?6
                WHERE id = ?1 AND state = ?4 AND attempts = ?5 AND COALESCE(claim, x'') = ?7
                """, .integer(message.id), .blob(claim), .integer(time), .text(message.state.rawValue),
                .integer(message.attempts), .integer(number), .blob(message.claim ?? []))
            return database.changes == 1
        }
    }

    /// Stores the result of handling. A reply is the one that WeChat gets if there is none yet, else a late one.
    ///
    /// - Returns: false when the claim was lost to another.
    package func finish(
        _ id: Int64, claim: [UInt8], reply: PushReply, to push: PushMessage
    ) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE inbox SET state = 'done', claim = NULL, due_at = NULL, fault = NULL,
                reply = COALESCE(reply, ?3), reply_form = CASE WHEN reply IS NULL THEN ?4 ELSE reply_form END,
                late_reply = CASE WHEN reply IS NULL THEN late_reply ELSE COALESCE(?4, '') END
                WHERE id = ?1 AND claim = ?2
                """, .integer(id), .blob(claim), .text(reply.text(to: push)), Value(reply.form))
            return database.changes == 1
        }
    }

    /// Releases a message that was claimed but not handled, to be taken up at a given time. The reply to WeChat is then
    /// `success`.
    ///
    /// - Returns: false when the claim was lost to another.
    @discardableResult
    package func postpone(_ id: Int64, claim: [UInt8], until time: Int64) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE inbox SET state = 'waiting', claim = NULL, due_at = ?3, attempts = attempts - 1,
                reply = COALESCE(reply, '') WHERE id = ?1 AND claim = ?2
                """, .integer(id), .blob(claim), .integer(time))
            return database.changes == 1
        }
    }

    /// Releases a message after a failure, to be taken up at a given time or never. The reply to WeChat is then
    /// `success`.
    ///
    /// - Returns: false when the claim was lost to another.
    @discardableResult
    package func putOff(_ id: Int64, claim: [UInt8], until time: Int64?, fault: String) throws(WeChatError) -> Bool {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                UPDATE inbox SET state = ?3, claim = NULL, due_at = ?4, fault = ?5, reply = COALESCE(reply, '')
                WHERE id = ?1 AND claim = ?2
                """, .integer(id), .blob(claim), .text((time == nil ? InboxState.failed : .waiting).rawValue),
                Value(time), .text(fault))
            return database.changes == 1
        }
    }
}

extension InboxMessage {
    /// The columns that `init(row:)` reads, in its order.
    static let columns = """
        id, app_id, openid, message_type, content, created_at, received_at, state, reply, late_reply, attempts, fault, claim,
        due_at, format, reply_form
        """

    init(row: borrowing Row) throws(DatabaseError) {
        guard let state = InboxState(rawValue: try row.text(7)) else {
            throw row.mismatch("state", holds: .text(try row.text(7)), wanted: "a state of the inbox")
        }
        self.state = state
        id = try row.integer(0)
        appID = try row.text(1)
        openid = try row.text(2)
        type = try row.text(3)
        content = try row.text(4)
        createdAt = try row.integer(5)
        receivedAt = try row.integer(6)
        let form = try row.optionalText(15)
        reply = try row.optionalText(8).map { PushReply(sent: $0, form: form) }
        lateReply = try row.optionalText(9).map(PushReply.init(stored:))
        attempts = try row.integer(10)
        fault = try row.optionalText(11)
        claim = try row.optionalBlob(12)
        dueAt = try row.optionalInteger(13)
        format = try row.optionalText(14).flatMap(MessageFormat.init(rawValue:))
    }
}
