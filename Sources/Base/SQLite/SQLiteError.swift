internal import CSQLite

/// A failed SQLite call, or a refusal of our own under the best fitting code.
///
/// It has the SQL, which is the program's own text, and never a bound value: those are people's data and keys.
package struct SQLiteError: Error, CustomStringConvertible {
    package let code: ResultCode
    package let message: String
    /// The statement with its `?`; nil if there was none, as when opening a file.
    package let sql: String?
    /// What an operator can do about it, if known.
    package let hint: String?

    init(_ code: ResultCode, _ message: String, sql: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
        self.hint = hint
    }

    /// One line, fit for a log; long SQL is truncated.
    package var description: String {
        let statement = sql.map {
            " in: " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300)
        }
        return "\(code): \(message)" + (hint.map { " (\($0))" } ?? "") + (statement ?? "")
    }

    /// The same error, with a message that begins with what was being done.
    func during(_ operation: String) -> SQLiteError {
        SQLiteError(code, "\(operation): \(message)", sql: sql, hint: hint)
    }

    /// Throws unless `code` means success: the only place where a result code of SQLite is interpreted.
    ///
    /// - Parameter database: the database of the call; its message is that of the last call, so use it before making
    ///   another.
    ///
    /// The corresponding C function is [`sqlite3_errmsg`](https://sqlite.org/c3ref/errcode.html).
    static func check(_ code: Int32, on database: OpaquePointer?, sql: String? = nil) throws(SQLiteError) {
        guard code != SQLITE_OK, code != SQLITE_ROW, code != SQLITE_DONE else { return }
        let result = ResultCode(code)
        let message = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) } ?? result.description
        throw SQLiteError(result, message, sql: sql, hint: unsafe hint(result, fileName(of: database)))
    }

    /// The corresponding C function is [`sqlite3_db_filename`](https://sqlite.org/c3ref/db_filename.html).
    private static func fileName(of database: OpaquePointer?) -> String {
        unsafe sqlite3_db_filename(database, "main").map { unsafe String(cString: $0) } ?? "the database"
    }

    /// What to do about an error with the file at `path`.
    static func hint(_ code: ResultCode, _ path: String) -> String? {
        switch code.primary {
        case .busy: "another program kept \(path) locked for too long; to find it: fuser \(path)"
        case .full: "the disk or the quota that holds \(path) is full"
        case .readOnly:
            "the programs' user must be able to write \(path) and its folder; under systemd, see ReadWritePaths"
        case .corrupt: "\(path) is damaged; stop the programs and restore a backup, or try: sqlite3 \(path) .recover"
        case .notADatabase: "\(path) is not an SQLite file; move it away, and a new one will be made"
        case .cannotOpen:
            "\(path) must be a file, and its folder open to the programs' user; under systemd, see ReadWritePaths"
        default: nil
        }
    }
}
