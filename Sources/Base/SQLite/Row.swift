internal import CSQLite

/// The current row of a statement, while the closure runs that received it.
///
/// Not copyable and only lent, so that no closure can keep it: at the statement's next step, its memory belongs to
/// SQLite again. Values read from it are copies. The typed readers are in `Row+Typed.swift`.
@safe package struct Row: ~Copyable {
    private let statement: OpaquePointer  // <sqlite3_stmt>
    private let sql: String
    private let count: Int32

    init(of statement: OpaquePointer, sql: String) {
        unsafe self.statement = unsafe statement
        self.sql = sql
        count = unsafe sqlite3_column_count(statement)
    }

    /// The column's value, of whatever type.
    ///
    /// The corresponding C function is [`sqlite3_value_type`](https://sqlite.org/c3ref/value_blob.html).
    package func value(_ column: Column) throws(SQLiteError) -> Value {
        let cell = unsafe try cell(column)
        return switch unsafe sqlite3_value_type(cell) {
        case SQLITE_INTEGER: .integer(unsafe sqlite3_value_int64(cell))
        case SQLITE_FLOAT: .real(unsafe sqlite3_value_double(cell))
        case SQLITE_TEXT: .text(unsafe try text(cell))
        case SQLITE_BLOB: .blob(unsafe try blob(cell))
        default: .null
        }
    }

    /// The column's INTEGER; nil for NULL, an error for anything else.
    func integerOrNull(_ column: Column) throws(SQLiteError) -> Int64? {
        let cell = unsafe try cell(column)
        switch unsafe sqlite3_value_type(cell) {
        case SQLITE_INTEGER: return unsafe sqlite3_value_int64(cell)
        case SQLITE_NULL: return nil
        default: throw mismatch(column, holds: try value(column), wanted: "INTEGER")
        }
    }

    /// The column's INTEGER; nil for anything else, and if there is no such column.
    func integerIfAny(_ index: Int) -> Int64? {
        guard 0 <= index, index < count else { return nil }
        let cell = unsafe sqlite3_column_value(statement, Int32(truncatingIfNeeded: index))
        return unsafe sqlite3_value_type(cell) == SQLITE_INTEGER ? sqlite3_value_int64(cell) : nil
    }

    /// The column's TEXT; nil for anything else, and if there is no such column.
    @inline(never)
    func textIfAny(_ index: Int) -> String? {
        guard 0 <= index, index < count else { return nil }
        let cell = unsafe sqlite3_column_value(statement, Int32(truncatingIfNeeded: index))
        return unsafe sqlite3_value_type(cell) == SQLITE_TEXT ? try? text(cell) : nil
    }

    /// The column's TEXT; nil for NULL, an error for anything else.
    @inline(never)
    func textOrNull(_ column: Column) throws(SQLiteError) -> String? {
        let cell = unsafe try cell(column)
        switch unsafe sqlite3_value_type(cell) {
        case SQLITE_TEXT: return unsafe try text(cell)
        case SQLITE_NULL: return nil
        default: throw mismatch(column, holds: try value(column), wanted: "TEXT")
        }
    }

    /// The column's BLOB; nil for NULL, an error for anything else.
    @inline(never)
    func blobOrNull(_ column: Column) throws(SQLiteError) -> [UInt8]? {
        let cell = unsafe try cell(column)
        switch unsafe sqlite3_value_type(cell) {
        case SQLITE_BLOB: return unsafe try blob(cell)
        case SQLITE_NULL: return nil
        default: throw mismatch(column, holds: try value(column), wanted: "BLOB")
        }
    }

    /// The error for a column whose value has another type than the caller asked for. It names types, never the value.
    package func mismatch(_ column: Column, holds value: Value, wanted: String) -> SQLiteError {
        SQLiteError(.mismatch, "column \(column) holds \(value.storageClass), not \(wanted)", sql: sql)
    }

    /// Its value in the statement's memory. SQLite calls it unprotected, for programs that share a connection between
    /// threads. For one opened without a mutex it is just as good, and asking for it only once halves the cost of
    /// reading a column.
    ///
    /// The corresponding C function is [`sqlite3_column_value`](https://sqlite.org/c3ref/column_blob.html).
    private func cell(_ column: Column) throws(SQLiteError) -> OpaquePointer? {  // <sqlite3_value>
        if case .index(let index) = column, 0 <= index, index < count {
            return unsafe sqlite3_column_value(statement, Int32(truncatingIfNeeded: index))
        }
        return unsafe sqlite3_column_value(statement, try index(of: column))
    }

    /// The index of a column name; a number arrives here only if there is no such column.
    ///
    /// A scan, not a dictionary: results have few columns, and a statement's columns can change with the schema.
    ///
    /// The corresponding C function is [`sqlite3_column_name`](https://sqlite.org/c3ref/column_name.html).
    private func index(of column: Column) throws(SQLiteError) -> Int32 {
        let found: Int32? =
            switch column {
            case .name(let name):
                (0..<count).first { unsafe sqlite3_stricmp(sqlite3_column_name(statement, $0), name) == 0 }
            case .index: nil
            }
        guard let found else { throw SQLiteError(.range, "no column \(column) in the result", sql: sql) }
        return found
    }

    /// Counted and not NUL-terminated, because text may contain a NUL; invalid UTF-8 is read as U+FFFD.
    ///
    /// The corresponding C function is [`sqlite3_value_text`](https://sqlite.org/c3ref/value_blob.html).
    private func text(_ cell: OpaquePointer?) throws(SQLiteError) -> String {
        guard let start = unsafe sqlite3_value_text(cell) else { throw outOfMemory }
        let count = Int(unsafe sqlite3_value_bytes(cell))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// SQLite returns no pointer for an empty blob, nor when memory ran out: the count tells which.
    ///
    /// The corresponding C function is [`sqlite3_value_blob`](https://sqlite.org/c3ref/value_blob.html).
    private func blob(_ cell: OpaquePointer?) throws(SQLiteError) -> [UInt8] {
        let start = unsafe sqlite3_value_blob(cell)
        let count = Int(unsafe sqlite3_value_bytes(cell))
        guard unsafe start != nil || count == 0 else { throw outOfMemory }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private var outOfMemory: SQLiteError { SQLiteError(.noMemory, "out of memory", sql: sql) }
}
