extension Database {
    /// Runs one statement to its end and skips its rows.
    package func execute(_ sql: String, _ values: Value...) throws(DatabaseError) {
        try engine.run(sql, values) { (cursor) throws(DatabaseError) in while try cursor.step() {} }
    }

    /// The first column of the only row, or nil when there is no row. A second row is an error.
    package func value(_ sql: String, _ values: Value...) throws(DatabaseError) -> Value? {
        var result: Value?
        try engine.run(sql, values) { (cursor) throws(DatabaseError) in
            guard try cursor.step() else { return }
            result = try cursor.value(at: 0)
            try expectEnd(of: cursor)
        }
        return result
    }

    /// The only row; nil if there is none. A second row is an error: the SQL was meant to find one.
    package func row<T>(
        _ sql: String, _ values: Value..., map: (borrowing Row) throws(DatabaseError) -> T
    ) throws(DatabaseError) -> T? {
        var result: T?
        try engine.run(sql, values) { (cursor) throws(DatabaseError) in
            guard try cursor.step() else { return }
            result = try map(Row(of: cursor))
            try expectEnd(of: cursor)
        }
        return result
    }

    /// All rows, in the order of the result.
    package func rows<T>(
        _ sql: String, _ values: Value..., map: (borrowing Row) throws(DatabaseError) -> T
    ) throws(DatabaseError) -> [T] {
        var all: [T] = []
        try engine.run(sql, values) { (cursor) throws(DatabaseError) in
            while try cursor.step() { all.append(try map(Row(of: cursor))) }
        }
        return all
    }

    /// Steps to the end even if one row is all there is: only then is an INSERT … RETURNING complete.
    private func expectEnd(of cursor: any Cursor) throws(DatabaseError) {
        guard try !cursor.step() else { throw DatabaseError(.misuse, "more than one row", sql: cursor.sql) }
    }
}
