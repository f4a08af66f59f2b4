internal import CSQLite
package import SQL

extension SQLiteEngine {
    /// Copies the database into a new file. To be called within a snapshot, so that the copy is from one moment.
    ///
    /// - Parameters:
    ///   - path: the new file, created with mode 0600. It is complete, without a WAL beside it, and on the disk when
    ///     this returns.
    ///   - progress: receives the number of pages copied, and the total.
    ///
    /// The corresponding C function is [`sqlite3_backup_step`](https://sqlite.org/c3ref/backup_finish.html).
    package func copy(to path: String, progress: (_ done: Int, _ total: Int) -> Void) throws(DatabaseError) {
        try copyPages(to: try Connection(path: path), progress)
    }

    /// Pages copied at a time, usually 1 MiB.
    private static let stride: Int32 = 256

    private func copyPages(
        to target: borrowing Connection, _ progress: (_ done: Int, _ total: Int) -> Void
    ) throws(DatabaseError) {
        guard let copying = unsafe sqlite3_backup_init(target.handle, "main", connection.handle, "main") else {
            unsafe try DatabaseError.check(sqlite3_errcode(target.handle), on: target.handle)
            throw DatabaseError(.SQLITE_ERROR, "sqlite3_backup_init")
        }
        var code = SQLITE_OK
        repeat {
            code = unsafe sqlite3_backup_step(copying, Self.stride)
            let total = Int(unsafe sqlite3_backup_pagecount(copying))
            progress(total - Int(unsafe sqlite3_backup_remaining(copying)), total)
        } while code == SQLITE_OK
        let end = unsafe sqlite3_backup_finish(copying)
        guard code == SQLITE_DONE, end == SQLITE_OK else {
            throw DatabaseError(ResultCode(code == SQLITE_DONE ? end : code), "the copy could not be written")
        }
    }

    /// What SQLite finds wrong with a file that nobody else has open; nil: it is sound. Creates no file beside it.
    package static func fault(of path: String) throws(DatabaseError) -> String? {
        let connection = try Connection(lookingInto: path)
        let statement = try Statement("PRAGMA integrity_check(1)", on: connection)
        guard try statement.step(), case .text(let verdict) = try statement.value(at: 0) else { return "no verdict" }
        return verdict == "ok" ? nil : verdict
    }

    /// Ends WAL mode, so that the file alone contains everything.
    ///
    /// - Returns: false when another program has the file open.
    package static func leaveWriteAheadLog(_ path: String) throws(DatabaseError) -> Bool {
        let connection = try Connection(path: path)
        do throws(DatabaseError) {
            let statement = try Statement("PRAGMA journal_mode = DELETE", on: connection)
            guard try statement.step(), case .text(let mode) = try statement.value(at: 0) else { return false }
            return mode == "delete"
        } catch {
            if error.resultCode ~= .SQLITE_BUSY { return false }
            throw error
        }
    }
}
