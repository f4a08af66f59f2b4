internal import CSQLite
internal import Platform
internal import SQL

/// An open database file, closed when it goes out of scope.
@safe struct Connection: ~Copyable {
    let handle: OpaquePointer  // <sqlite3>

    /// Opens the file at `path`, creating it first (empty, 0600) if it does not exist.
    ///
    /// SQLite itself may not create it: the file would then have another mode. SQLite does not lock a mutex either,
    /// because a connection never leaves its thread. SQLite opens a file that cannot be written for reading, and would
    /// report that only at the first write; it is refused here.
    ///
    /// The corresponding C function is [`sqlite3_open_v2`](https://sqlite.org/c3ref/open.html).
    init(path: String) throws(DatabaseError) {
        // A relative name gets a folder, so that `:memory:` or `file:…?…` is nothing but a name.
        let file = path.hasPrefix("/") ? path : "./" + path
        FileSystem.createPrivateFile(file)
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(file, &opened, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe opened, unsafe sqlite3_db_readonly(handle, "main") == 0 else {
            let refused = code == SQLITE_OK ? ResultCode.SQLITE_READONLY : ResultCode(code)
            unsafe sqlite3_close_v2(opened)
            throw DatabaseError(refused, "cannot open \(path) for writing", hint: DatabaseError.hint(refused, path))
        }
        unsafe self.handle = unsafe handle
    }

    /// Opens for reading a file that nobody writes: no lock is taken, and no file is created beside it.
    ///
    /// - Parameter path: `?`, `#` and `%` in it are escaped, because it becomes a URI.
    init(lookingInto path: String) throws(DatabaseError) {
        let name = path.unicodeScalars.map { scalar in
            let isSpecial = scalar == "?" || scalar == "#" || scalar == "%"
            return isSpecial ? "%" + String(scalar.value, radix: 16) : String(scalar)
        }.joined()
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI
        let code = unsafe sqlite3_open_v2(
            "file:\(path.hasPrefix("/") ? "" : "./")\(name)?immutable=1", &opened, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw DatabaseError(
                ResultCode(code), "cannot open \(path)", hint: DatabaseError.hint(ResultCode(code), path))
        }
        unsafe self.handle = unsafe handle
    }

    /// Closes when the last statement is gone, so the order in which Swift frees them does not matter.
    ///
    /// The corresponding C function is [`sqlite3_close_v2`](https://sqlite.org/c3ref/close.html).
    deinit { unsafe sqlite3_close_v2(handle) }
}
