internal import CSQLite
internal import Platform
package import SQL

/// One connection to an SQLite file.
package final class SQLiteEngine: Engine {
    let connection: Connection
    let statements = StatementCache()
    private let turn: WriteTurn
    private var holdsTurn = false

    /// Opens the file at `path`, creating it (0600, whatever the umask) if it does not exist; its folder must exist.
    ///
    /// - Parameter busyTimeout: how long a statement waits for another program's lock, in milliseconds.
    package convenience init(path: String, busyTimeout: Int) throws(DatabaseError) {
        try self.init(path: path, busyTimeout: busyTimeout, networkName: FileSystem.networkFileSystemName)
    }

    /// Refuses a file on a network file system: WAL makes its readers and writers share memory, which two hosts cannot
    /// do, and the file would be damaged without an error (<https://sqlite.org/wal.html>).
    ///
    /// - Parameter networkName: the name of the network file system of a path; nil for a local one.
    init(path: String, busyTimeout: Int, networkName: (String) -> String?) throws(DatabaseError) {
        if let name = networkName(FileSystem.exists(path) ? path : FileSystem.directory(of: path)) {
            throw DatabaseError(
                .SQLITE_CANTOPEN, "\(path) is on a network file system (\(name)), where SQLite's WAL mode loses data",
                hint: "put it on a local disk: see state_dir in wechat.ini")
        }
        let connection = try Connection(path: path)
        try connection.applySettings(busyTimeout: busyTimeout)
        self.connection = connection
        turn = WriteTurn(patience: Double(busyTimeout) / 1000, path: path)
    }

    package func run(
        _ sql: String, _ values: [Value], _ body: (any Cursor) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let slot = statements.slot(for: sql)
        let statement = try slot.take(sql, on: connection)
        // A transaction already holds the lock: waiting for a turn would then delay the thread whose turn it is.
        let isWriting = !statement.isReadOnly && !isInTransaction && turn.begin()
        defer {
            statement.reset()
            slot.put(statement)
            if isWriting { turn.end() }
        }
        try statement.bind(values)
        try body(statement)
    }

    /// The corresponding C function is [`sqlite3_changes64`](https://sqlite.org/c3ref/changes.html).
    package var changes: Int { Int(unsafe sqlite3_changes64(connection.handle)) }

    /// Takes the write lock at once: a transaction that first reads and then writes could get `SQLITE_BUSY` at the
    /// write, where waiting cannot help.
    package func begin() throws(DatabaseError) {
        let isFirst = turn.begin()
        do throws(DatabaseError) { try execute("BEGIN IMMEDIATE") } catch {
            if isFirst { turn.end() }
            throw error
        }
        holdsTurn = isFirst
    }

    /// In WAL mode nobody waits for this; the WAL grows by what others write.
    package func beginSnapshot() throws(DatabaseError) {
        try execute("BEGIN")
        // BEGIN reads nothing yet: the snapshot is taken at the first read.
        try execute("SELECT COUNT(*) FROM sqlite_schema")
    }

    package func commit() throws(DatabaseError) {
        try execute("COMMIT")
        endTurn()
    }

    /// ROLLBACK fails if SQLite has already rolled back, as for a full disk. The error before it matters.
    package func rollBack() {
        try? execute("ROLLBACK")
        endTurn()
    }

    /// Holds for another program's lock, and for another writing thread of this one.
    ///
    /// The corresponding C function is [`sqlite3_busy_timeout`](https://sqlite.org/c3ref/busy_timeout.html).
    package func setLockTimeout(_ seconds: Double) throws(DatabaseError) {
        unsafe try DatabaseError.check(
            sqlite3_busy_timeout(connection.handle, Int32(clamping: Int(seconds * 1000))), on: connection.handle)
        turn.patience = seconds
    }

    package func schemaVersion() throws(DatabaseError) -> Int {
        var version: Int64?
        try run("PRAGMA user_version", []) { (cursor) throws(DatabaseError) in
            while try cursor.step() { version = cursor.integer(at: 0) }
        }
        return Int(version ?? 0)
    }

    /// The version is part of the SQL because a PRAGMA takes no `?`.
    ///
    /// The corresponding C function is [`sqlite3_exec`](https://sqlite.org/c3ref/exec.html).
    package func migrate(with script: String, to version: Int) throws(DatabaseError) {
        let code = unsafe sqlite3_exec(connection.handle, script, nil, nil, nil)
        unsafe try DatabaseError.check(code, on: connection.handle, sql: script)
        try execute("PRAGMA user_version = \(version)")
    }

    /// Whether it is within a transaction. The corresponding C function is
    /// [`sqlite3_get_autocommit`](https://sqlite.org/c3ref/get_autocommit.html).
    private var isInTransaction: Bool { unsafe sqlite3_get_autocommit(connection.handle) == 0 }

    private func execute(_ sql: String) throws(DatabaseError) {
        try run(sql, []) { (cursor) throws(DatabaseError) in while try cursor.step() {} }
    }

    private func endTurn() {
        if holdsTurn { turn.end() }
        holdsTurn = false
    }
}
