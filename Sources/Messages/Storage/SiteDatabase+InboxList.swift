internal import SQL
internal import Storage
package import WeChat

/// Queries of the inbox for operators and jobs.
extension SiteDatabase {
    /// The messages in a state, or all, latest first.
    package func inboxMessages(_ state: InboxState?, limit: Int64) throws(WeChatError) -> [InboxMessage] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT \(InboxMessage.columns) FROM inbox WHERE ?1 IS NULL OR state = ?1 ORDER BY id DESC LIMIT ?2",
                Value(state?.rawValue), .integer(limit), map: InboxMessage.init(row:))
        }
    }

    /// The message that has been due longest; of those of the same second, the one that came first.
    package func dueInboxMessage(now: Int64) throws(WeChatError) -> InboxMessage? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                """
                SELECT \(InboxMessage.columns) FROM inbox
                WHERE due_at IS NOT NULL AND (due_at <= ?1 OR due_at > ?1 + ?2) ORDER BY due_at, id LIMIT 1
                """, .integer(now), .integer(InboxMessage.longestDelay), map: InboxMessage.init(row:))
        }
    }

    /// How many messages are due.
    package func countDueInboxMessages(now: Int64) throws(WeChatError) -> Int {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT COUNT(*) FROM inbox WHERE due_at IS NOT NULL AND (due_at <= ?1 OR due_at > ?1 + ?2)",
                .integer(now), .integer(InboxMessage.longestDelay)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        return Int(count ?? 0)
    }

    /// How many messages came before a time and are finished.
    package func countOldInboxMessages(receivedBefore time: Int64) throws(WeChatError) -> Int {
        let count = try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT COUNT(*) FROM inbox WHERE received_at < ? AND due_at IS NULL", .integer(time)
            ) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        return Int(count ?? 0)
    }

    /// Up to when messages may have been deleted; nil: none ever were.
    package func inboxPrunedBefore() throws(WeChatError) -> Int64? {
        try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT pruned_before FROM inbox_memory") { (row) throws(DatabaseError) in
                try row.integer(0)
            }
        }
    }

    /// Deletes up to `limit` finished messages that came before a time, and returns how many. It is recorded first, so
    /// that nothing is forgotten that would then be taken for new.
    package func pruneInbox(receivedBefore time: Int64, limit: Int64) throws(WeChatError) -> Int {
        try attempt { (database) throws(DatabaseError) in
            // The condition also tells SQLite that ON CONFLICT is not part of the SELECT.
            try database.execute(
                """
                INSERT INTO inbox_memory (id, pruned_before)
                SELECT 1, ?1 WHERE EXISTS (SELECT 1 FROM inbox WHERE received_at < ?1 AND due_at IS NULL)
                ON CONFLICT (id) DO UPDATE SET pruned_before = MAX(pruned_before, excluded.pruned_before)
                """, .integer(time))
            try database.execute(
                """
                DELETE FROM inbox WHERE id IN
                (SELECT id FROM inbox WHERE received_at < ? AND due_at IS NULL ORDER BY received_at LIMIT ?)
                """, .integer(time), .integer(limit))
            return database.changes
        }
    }
}
