internal import CSQLite

/// The row that a statement stands on, for as long as the closure runs that was given it.
///
/// Not copyable and only ever lent, so that no closure can keep it: with the statement's next step, its memory is
/// SQLite's again. What is read from it is a copy. The typed readers are in `Row+Typed.swift`.
@safe package struct Row: ~Copyable {
    private let statement: OpaquePointer  // <sqlite3_stmt>
    private let sql: String

    init(of statement: OpaquePointer, sql: String) {
        unsafe self.statement = unsafe statement
        self.sql = sql
    }

    /// What the column holds, whatever its type.
    ///
    /// The corresponding C function is [`sqlite3_column_type`](https://sqlite.org/c3ref/column_blob.html).
    package func value(_ column: Column) throws(SQLiteError) -> Value {
        let index = try index(of: column)
        return switch unsafe sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(unsafe sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: .real(unsafe sqlite3_column_double(statement, index))
        case SQLITE_TEXT: .text(try text(index))
        case SQLITE_BLOB: .blob(try blob(index))
        default: .null
        }
    }

    /// What the column holds when that is INTEGER; nil for NULL, an error for anything else.
    func integerOrNull(_ column: Column) throws(SQLiteError) -> Int64? {
        let index = try index(of: column)
        switch unsafe sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return unsafe sqlite3_column_int64(statement, index)
        case SQLITE_NULL: return nil
        default: throw mismatch(column, holds: try value(column), wanted: "INTEGER")
        }
    }

    /// What the column holds when that is TEXT; nil for NULL, an error for anything else.
    func textOrNull(_ column: Column) throws(SQLiteError) -> String? {
        let index = try index(of: column)
        switch unsafe sqlite3_column_type(statement, index) {
        case SQLITE_TEXT: return try text(index)
        case SQLITE_NULL: return nil
        default: throw mismatch(column, holds: try value(column), wanted: "TEXT")
        }
    }

    /// The error for a column whose value is not what the caller asked for. It names types, never the value.
    package func mismatch(_ column: Column, holds value: Value, wanted: String) -> SQLiteError {
        SQLiteError(.mismatch, "column \(column) holds \(value.storageClass), not \(wanted)", sql: sql)
    }

    private var count: Int32 { unsafe sqlite3_column_count(statement) }

    /// A scan, not a dictionary: results have few columns, and a statement's columns can change with the schema.
    ///
    /// The corresponding C function is [`sqlite3_column_name`](https://sqlite.org/c3ref/column_name.html).
    private func index(of column: Column) throws(SQLiteError) -> Int32 {
        let found: Int32? =
            switch column {
            case .name(let name):
                (0..<count).first { unsafe sqlite3_stricmp(sqlite3_column_name(statement, $0), name) == 0 }
            case .index(let index): Int32(exactly: index).flatMap { (0..<count).contains($0) ? $0 : nil }
            }
        guard let found else { throw SQLiteError(.range, "no column \(column) in the result", sql: sql) }
        return found
    }

    /// Counted and not ended by a NUL, since text may hold one; what is not UTF-8 is read as U+FFFD.
    ///
    /// The corresponding C function is [`sqlite3_column_text`](https://sqlite.org/c3ref/column_blob.html).
    private func text(_ index: Int32) throws(SQLiteError) -> String {
        guard let start = unsafe sqlite3_column_text(statement, index) else { throw outOfMemory }
        let count = Int(unsafe sqlite3_column_bytes(statement, index))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// SQLite gives no pointer for an empty blob, and none when memory ran out: the count tells which it was.
    ///
    /// The corresponding C function is [`sqlite3_column_blob`](https://sqlite.org/c3ref/column_blob.html).
    private func blob(_ index: Int32) throws(SQLiteError) -> [UInt8] {
        let start = unsafe sqlite3_column_blob(statement, index)
        let count = Int(unsafe sqlite3_column_bytes(statement, index))
        guard unsafe start != nil || count == 0 else { throw outOfMemory }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    private var outOfMemory: SQLiteError { SQLiteError(.noMemory, "out of memory", sql: sql) }
}
