internal import CSQLite
internal import Platform

/// One SQLite file that all programs of the host share, as opened by one of them.
///
/// SQL is written where it is used, with `?` for its values. The verb tells how many rows are wanted: ``execute(_:_:)``
/// none, ``value(_:_:)`` one column of one row, ``row(_:_:map:)`` one row, ``rows(_:_:map:)`` all. Each statement is
/// compiled once and kept.
///
/// `map` turns rows into values, ideally an initializer: `map: User.init`. Swift does not infer a closure's error type,
/// so a closure names it: `{ (row) throws(SQLiteError) in try row.text("openid") }`.
///
/// Not Sendable: a connection stays in the thread that opened it.
package struct Database: ~Copyable {
    let connection: Connection
    let statements = StatementCache()
    let turn: WriteTurn

    /// Opens the file at `path`, creating it (0600, whatever the umask) if it does not exist; its folder must exist.
    ///
    /// Refuses a file on a network file system: WAL makes its readers and writers share memory, which two hosts cannot
    /// do, and the file would be damaged without an error (<https://sqlite.org/wal.html>).
    ///
    /// - Parameter busyTimeout: how long a statement waits for another program's lock, in milliseconds.
    package init(path: String, busyTimeout: Int = 5000) throws(SQLiteError) {
        try self.init(path: path, busyTimeout: busyTimeout, networkName: FileSystem.networkFileSystemName)
    }

    /// - Parameter networkName: the name of the network file system of a path; nil for a local one.
    init(path: String, busyTimeout: Int = 5000, networkName: (String) -> String?) throws(SQLiteError) {
        if let name = networkName(FileSystem.exists(path) ? path : FileSystem.directory(of: path)) {
            throw SQLiteError(
                .cannotOpen, "\(path) is on a network file system (\(name)), where SQLite's WAL mode loses data",
                hint: "put it on a local disk: see state_dir in wechat.ini")
        }
        let connection = try Connection(path: path)
        try connection.applySettings(busyTimeout: busyTimeout)
        self.connection = connection
        turn = WriteTurn(patience: Double(busyTimeout) / 1000, path: path)
    }

    /// Sets how many milliseconds a statement waits for others: for another program's lock, and for another writing
    /// thread of this one. The corresponding C function is
    /// [`sqlite3_busy_timeout`](https://sqlite.org/c3ref/busy_timeout.html).
    package func setBusyTimeout(_ milliseconds: Int) throws(SQLiteError) {
        unsafe try SQLiteError.check(
            sqlite3_busy_timeout(connection.handle, Int32(clamping: milliseconds)), on: connection.handle)
        turn.patience = Double(milliseconds) / 1000
    }

    /// Whether it is within a transaction. The corresponding C function is
    /// [`sqlite3_get_autocommit`](https://sqlite.org/c3ref/get_autocommit.html).
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(connection.handle) == 0 }

    /// How many rows the last INSERT, UPDATE or DELETE wrote, without those of triggers and foreign keys.
    ///
    /// The corresponding C function is [`sqlite3_changes64`](https://sqlite.org/c3ref/changes.html).
    package var changes: Int { Int(unsafe sqlite3_changes64(connection.handle)) }
}
