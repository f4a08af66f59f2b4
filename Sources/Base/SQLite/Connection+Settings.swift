internal import CSQLite
internal import Platform
internal import SQL

extension Connection {
    /// Applies the settings of every connection. The timeout comes first, so that the others wait for locks.
    ///
    /// - Parameter busyTimeout: in milliseconds.
    func applySettings(busyTimeout: Int) throws(DatabaseError) {
        try set("busy_timeout", to: String(busyTimeout))
        // Only an empty file accepts this, and only before WAL gives it a header.
        if try value("page_count") == .integer(0) { try set("auto_vacuum", to: "INCREMENTAL") }
        try enableWriteAheadLog(until: Deadline(after: Double(busyTimeout) / 1000))
        try set("synchronous", to: "FULL")
        try set("foreign_keys", to: "ON")
        try set("trusted_schema", to: "OFF")
    }

    /// Switches to WAL, where readers and the writer do not wait for each other.
    ///
    /// SQLite does not apply its busy timeout to this switch. So when several programs open a new file at once, all but
    /// one get `SQLITE_BUSY`, and try again here. Staying in the old mode is not an error to SQLite, hence the check of
    /// its answer: <https://sqlite.org/pragma.html#pragma_journal_mode>.
    private func enableWriteAheadLog(until deadline: Deadline) throws(DatabaseError) {
        while true {
            do throws(DatabaseError) {
                let mode = try set("journal_mode", to: "WAL")
                guard mode == "wal" else { throw DatabaseError(.SQLITE_ERROR, "the file cannot be used in WAL mode") }
                return
            } catch {
                guard error.resultCode ~= .SQLITE_BUSY, !deadline.hasPassed else { throw error }
                Deadline.sleep(0.002)
            }
        }
    }

    private func value(_ name: String) throws(DatabaseError) -> Value? {
        let statement = try Statement("PRAGMA \(name)", on: self)
        return try statement.step() ? statement.value(at: 0) : nil
    }

    /// Returns SQLite's answer, which only some settings give.
    @discardableResult
    private func set(_ name: String, to setting: String) throws(DatabaseError) -> Value? {
        let statement = try Statement("PRAGMA \(name) = \(setting)", on: self)
        return try statement.step() ? statement.value(at: 0) : nil
    }
}
