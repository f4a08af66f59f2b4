internal import SQL
internal import SQLite
package import WeChat

/// Copies of the database file, for backups.
extension SiteDatabase {
    /// Copies the database as of one moment into a new file, while programs read and write it.
    ///
    /// - Parameters:
    ///   - path: the new file.
    ///   - inspect: receives the database as it will be in the copy.
    ///   - progress: receives the amount copied, and the total.
    package func copy(
        to path: String, inspect: () throws(WeChatError) -> Void, progress: (_ done: Int, _ total: Int) -> Void
    ) throws(WeChatError) {
        try snapshot { () throws(WeChatError) in
            try inspect()
            do throws(DatabaseError) { try engine.copy(to: path, progress: progress) } catch { throw .storage(error) }
        }
    }

    /// What SQLite finds wrong with a database file that nobody has open; nil: it is sound. Creates no file beside it.
    package static func fault(of path: String) throws(WeChatError) -> String? {
        do { return try SQLiteEngine.fault(of: path) } catch { throw .storage(error) }
    }

    /// Moves everything of a database into its one file.
    ///
    /// - Returns: false when another program has it open.
    package static func gather(_ path: String) throws(WeChatError) -> Bool {
        do { return try SQLiteEngine.leaveWriteAheadLog(path) } catch { throw .storage(error) }
    }
}
