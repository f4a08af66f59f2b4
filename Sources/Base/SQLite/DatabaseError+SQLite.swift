internal import CSQLite
package import SQL

extension DatabaseError {
    /// SQLite's extended result code.
    package var resultCode: ResultCode { ResultCode(code.number) }

    init(_ code: ResultCode, _ message: String, sql: String? = nil, hint: String? = nil) {
        self.init(ErrorCode(code.number, code.description), message, sql: sql, hint: hint)
    }

    /// Throws unless `code` means success: the only place where a result code of SQLite is interpreted.
    ///
    /// - Parameter database: the database of the call; its message is that of the last call, so use it before making
    ///   another.
    ///
    /// The corresponding C function is [`sqlite3_errmsg`](https://sqlite.org/c3ref/errcode.html).
    static func check(_ code: Int32, on database: OpaquePointer?, sql: String? = nil) throws(DatabaseError) {
        guard code != SQLITE_OK, code != SQLITE_ROW, code != SQLITE_DONE else { return }
        let result = ResultCode(code)
        let message = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) } ?? result.description
        throw DatabaseError(result, message, sql: sql, hint: unsafe hint(result, fileName(of: database)))
    }

    /// The corresponding C function is [`sqlite3_db_filename`](https://sqlite.org/c3ref/db_filename.html).
    private static func fileName(of database: OpaquePointer?) -> String {
        unsafe sqlite3_db_filename(database, "main").map { unsafe String(cString: $0) } ?? "the database"
    }

    /// What to do about an error with the file at `path`.
    static func hint(_ code: ResultCode, _ path: String) -> String? {
        switch code {
        case .SQLITE_BUSY: "another program kept \(path) locked for too long; to find it: fuser \(path)"
        case .SQLITE_FULL: "the disk or the quota that holds \(path) is full"
        case .SQLITE_READONLY:
            "the programs' user must be able to write \(path) and its folder; under systemd, see ReadWritePaths"
        case .SQLITE_CORRUPT:
            "\(path) is damaged; stop the programs and restore a backup, or try: sqlite3 \(path) .recover"
        case .SQLITE_NOTADB: "\(path) is not an SQLite file; move it away, and a new one will be made"
        case .SQLITE_CANTOPEN:
            "\(path) must be a file, and its folder open to the programs' user; under systemd, see ReadWritePaths"
        default: nil
        }
    }
}
