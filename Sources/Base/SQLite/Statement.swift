internal import CSQLite
internal import SQL

/// A compiled statement, freed with its last owner.
@safe final class Statement: Cursor {
    package let sql: String
    let handle: OpaquePointer  // <sqlite3_stmt>

    /// Compiles `sql`, which must be exactly one statement: SQLite would compile the first and ignore the rest.
    init(_ sql: String, on connection: borrowing Connection) throws(DatabaseError) {
        let (handle, length) = unsafe try Self.compile(sql, on: connection.handle)
        guard sql.utf8.dropFirst(length).allSatisfy({ " \t\r\n".utf8.contains($0) }) else {
            unsafe sqlite3_finalize(handle)
            throw DatabaseError(.SQLITE_ERROR, "more than one statement", sql: sql)
        }
        self.sql = sql
        unsafe self.handle = unsafe handle
    }

    /// The corresponding C function is [`sqlite3_finalize`](https://sqlite.org/c3ref/finalize.html).
    deinit { unsafe sqlite3_finalize(handle) }

    /// Gives every `?` its value; SQLite would use NULL for those without one.
    ///
    /// The corresponding C function is
    /// [`sqlite3_bind_parameter_count`](https://sqlite.org/c3ref/bind_parameter_count.html).
    func bind(_ values: [Value]) throws(DatabaseError) {
        let wanted = Int(unsafe sqlite3_bind_parameter_count(handle))
        guard values.count == wanted else {
            throw DatabaseError(.SQLITE_RANGE, "takes \(wanted) values, got \(values.count)", sql: sql)
        }
        for (position, value) in values.enumerated() {
            try check(bind(value, at: Int32(position + 1)))
        }
    }

    /// Runs to the next row; false if there is none.
    ///
    /// The corresponding C function is [`sqlite3_step`](https://sqlite.org/c3ref/step.html).
    package func step() throws(DatabaseError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        try check(code)
        return code == SQLITE_ROW
    }

    /// Whether it does not change the file. The corresponding C function is
    /// [`sqlite3_stmt_readonly`](https://sqlite.org/c3ref/stmt_readonly.html).
    var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(handle) != 0 }

    /// Makes it ready to run again, even after an error, and forgets the values.
    ///
    /// Its result code repeats what ``step()`` has already thrown. The corresponding C function is
    /// [`sqlite3_reset`](https://sqlite.org/c3ref/reset.html).
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    /// Text and blobs are copied and counted: text may contain a NUL. An empty blob may have no address, which
    /// `sqlite3_bind_blob64` would take for NULL.
    ///
    /// The corresponding C function is [`sqlite3_bind_text64`](https://sqlite.org/c3ref/bind_blob.html).
    private func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, index)
        case .integer(let number): unsafe sqlite3_bind_int64(handle, index, number)
        case .real(let number): unsafe sqlite3_bind_double(handle, index, number)
        case .text(let text):
            unsafe text.withCString {
                let count = UInt64(text.utf8.count)
                return unsafe sqlite3_bind_text64(handle, index, $0, count, csqlite_transient(), UInt8(SQLITE_UTF8))
            }
        case .blob(let bytes) where bytes.isEmpty: unsafe sqlite3_bind_zeroblob(handle, index, 0)
        case .blob(let bytes):
            unsafe bytes.withUnsafeBytes {
                unsafe sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), csqlite_transient())
            }
        }
    }

    /// Returns the first statement in `sql` and its length in bytes.
    ///
    /// The corresponding C function is [`sqlite3_prepare_v3`](https://sqlite.org/c3ref/prepare.html).
    private static func compile(
        _ sql: String, on database: OpaquePointer
    ) throws(DatabaseError) -> (statement: OpaquePointer, length: Int) {
        var statement: OpaquePointer?
        var length = 0
        let code = unsafe sql.withCString { start in
            var end: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v3(
                database, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &end)
            length = unsafe end.map { unsafe $0 - start } ?? 0
            return code
        }
        unsafe try DatabaseError.check(code, on: database, sql: sql)
        guard let statement = unsafe statement else { throw DatabaseError(.SQLITE_ERROR, "no statement", sql: sql) }
        return unsafe (statement, length)
    }

    private func check(_ code: Int32) throws(DatabaseError) {
        unsafe try DatabaseError.check(code, on: sqlite3_db_handle(handle), sql: sql)
    }
}
