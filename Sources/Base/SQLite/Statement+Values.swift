internal import CSQLite
internal import SQL

/// The current row.
extension Statement {
    /// The corresponding C function is [`sqlite3_column_count`](https://sqlite.org/c3ref/column_count.html).
    package var columnCount: Int { Int(unsafe sqlite3_column_count(handle)) }

    /// The corresponding C function is [`sqlite3_column_name`](https://sqlite.org/c3ref/column_name.html).
    package func column(_ index: Int, isNamed name: String) -> Bool {
        unsafe sqlite3_stricmp(sqlite3_column_name(handle, Int32(truncatingIfNeeded: index)), name) == 0
    }

    /// The corresponding C function is [`sqlite3_value_type`](https://sqlite.org/c3ref/value_blob.html).
    package func value(at index: Int) throws(DatabaseError) -> Value {
        let cell = unsafe cell(index)
        return switch unsafe sqlite3_value_type(cell) {
        case SQLITE_INTEGER: .integer(unsafe sqlite3_value_int64(cell))
        case SQLITE_FLOAT: .real(unsafe sqlite3_value_double(cell))
        case SQLITE_TEXT: .text(unsafe try text(cell))
        case SQLITE_BLOB: .blob(unsafe try blob(cell))
        default: .null
        }
    }

    package func integer(at index: Int) -> Int64? {
        let cell = unsafe cell(index)
        return unsafe sqlite3_value_type(cell) == SQLITE_INTEGER ? sqlite3_value_int64(cell) : nil
    }

    package func text(at index: Int) -> String? {
        let cell = unsafe cell(index)
        return unsafe sqlite3_value_type(cell) == SQLITE_TEXT ? try? text(cell) : nil
    }

    /// Its value in the statement's memory. SQLite calls it unprotected, for programs that share a connection between
    /// threads. For one opened without a mutex it is just as good, and asking for it only once halves the cost of
    /// reading a column.
    ///
    /// The corresponding C function is [`sqlite3_column_value`](https://sqlite.org/c3ref/column_blob.html).
    private func cell(_ index: Int) -> OpaquePointer? {  // <sqlite3_value>
        unsafe sqlite3_column_value(handle, Int32(truncatingIfNeeded: index))
    }

    /// Counted and not NUL-terminated, because text may contain a NUL; invalid UTF-8 is read as U+FFFD.
    ///
    /// The corresponding C function is [`sqlite3_value_text`](https://sqlite.org/c3ref/value_blob.html).
    private func text(_ cell: OpaquePointer?) throws(DatabaseError) -> String {
        guard let start = unsafe sqlite3_value_text(cell) else { throw outOfMemory }
        let count = Int(unsafe sqlite3_value_bytes(cell))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// SQLite returns no pointer for an empty blob, nor when memory ran out: the count tells which.
    ///
    /// The corresponding C function is [`sqlite3_value_blob`](https://sqlite.org/c3ref/value_blob.html).
    private func blob(_ cell: OpaquePointer?) throws(DatabaseError) -> [UInt8] {
        let start = unsafe sqlite3_value_blob(cell)
        let count = Int(unsafe sqlite3_value_bytes(cell))
        guard unsafe start != nil || count == 0 else { throw outOfMemory }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private var outOfMemory: DatabaseError { DatabaseError(.SQLITE_NOMEM, "out of memory", sql: sql) }
}
