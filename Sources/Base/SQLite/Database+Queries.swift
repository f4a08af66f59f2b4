extension Database {
    /// Runs one statement to its end and skips its rows.
    package func execute(_ sql: String, _ values: Value...) throws(SQLiteError) {
        try run(sql, values) { (statement) throws(SQLiteError) in while try statement.step() {} }
    }

    /// The first column of the only row, or nil when there is no row. A second row is an error.
    package func value(_ sql: String, _ values: Value...) throws(SQLiteError) -> Value? {
        var result: Value?
        try run(sql, values) { (statement) throws(SQLiteError) in
            guard try statement.step() else { return }
            result = try statement.row.value(0)
            try expectEnd(of: statement)
        }
        return result
    }

    /// The only row; nil if there is none. A second row is an error: the SQL was meant to find one.
    package func row<T>(
        _ sql: String, _ values: Value..., map: (borrowing Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> T? {
        var result: T?
        try run(sql, values) { (statement) throws(SQLiteError) in
            guard try statement.step() else { return }
            result = try map(statement.row)
            try expectEnd(of: statement)
        }
        return result
    }

    /// All rows, in the order of the result.
    package func rows<T>(
        _ sql: String, _ values: Value..., map: (borrowing Row) throws(SQLiteError) -> T
    ) throws(SQLiteError) -> [T] {
        var all: [T] = []
        try run(sql, values) { (statement) throws(SQLiteError) in
            while try statement.step() { all.append(try map(statement.row)) }
        }
        return all
    }

    /// Steps to the end even if one row is all there is: only then is an INSERT … RETURNING complete.
    private func expectEnd(of statement: borrowing Statement) throws(SQLiteError) {
        guard try !statement.step() else { throw SQLiteError(.error, "more than one row", sql: statement.sql) }
    }

    /// Lends `body` the statement with its values, and makes it ready for the next use, however `body` ends.
    ///
    /// `body` returns nothing: the optimizer of Swift 6.3.1 crashes on a generic result together with a noncopyable
    /// argument and a typed error.
    private func run(
        _ sql: String, _ values: [Value], _ body: (borrowing Statement) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        let slot = statements.slot(for: sql)
        let statement = try slot.take(sql, on: connection)
        // A transaction already holds the lock: waiting for a turn would then delay the thread whose turn it is.
        let isWriting = !statement.isReadOnly && !isInTransaction && turn.begin()
        defer { if isWriting { turn.end() } }
        let result = Result { () throws(SQLiteError) in
            try statement.bind(values)
            try body(statement)
        }
        statement.reset()
        slot.put(statement)
        try result.get()
    }
}
