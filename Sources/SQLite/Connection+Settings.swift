internal import CSQLite
internal import Platform

extension Connection {
    /// Sets what every connection has. The timeout comes first, so that what follows waits for others' locks.
    ///
    /// - Parameter busyTimeout: in milliseconds.
    func applySettings(busyTimeout: Int) throws(SQLiteError) {
        try set("busy_timeout", to: String(busyTimeout))
        // Only a file that holds nothing takes it, and only before WAL gives it a header.
        if try value("page_count") == .integer(0) { try set("auto_vacuum", to: "INCREMENTAL") }
        try enableWriteAheadLog(until: Deadline(after: Double(busyTimeout) / 1000))
        try set("synchronous", to: "FULL")
        try set("foreign_keys", to: "ON")
        try set("trusted_schema", to: "OFF")
    }

    /// Switches to WAL, where readers and the writer do not wait for each other.
    ///
    /// SQLite does not apply its busy timeout to this switch, so when several programs open a new file at once, all but
    /// one are told `SQLITE_BUSY`; they ask again here. And it does not call it an error when it stays in the old mode,
    /// hence the look at its answer: <https://sqlite.org/pragma.html#pragma_journal_mode>.
    private func enableWriteAheadLog(until deadline: Deadline) throws(SQLiteError) {
        while true {
            do throws(SQLiteError) {
                let mode = try set("journal_mode", to: "WAL")
                guard mode == "wal" else { throw SQLiteError(.error, "the file cannot be used in WAL mode") }
                return
            } catch {
                guard error.code.primary == .busy, !deadline.hasPassed else { throw error }
                Deadline.sleep(0.002)
            }
        }
    }

    private func value(_ name: String) throws(SQLiteError) -> Value? {
        let statement = try Statement("PRAGMA \(name)", on: self)
        return try statement.step() ? statement.row.value(0) : nil
    }

    /// Returns SQLite's answer, which some settings give and others do not.
    @discardableResult
    private func set(_ name: String, to setting: String) throws(SQLiteError) -> Value? {
        let statement = try Statement("PRAGMA \(name) = \(setting)", on: self)
        return try statement.step() ? statement.row.value(0) : nil
    }
}
