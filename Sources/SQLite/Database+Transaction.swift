extension Database {
    /// Runs `body` so that all of its writes happen or, when it throws, none.
    ///
    /// It takes the write lock at once (BEGIN IMMEDIATE): a transaction that reads first and then writes could be told
    /// `SQLITE_BUSY` at the write, where waiting cannot help. All other writers wait for its end, so never ask the
    /// network inside. One inside another is an error, and rolls back both.
    ///
    /// The closure names its error type, as in `{ () throws(SQLiteError) in … }`.
    package func transaction<T, Failure: TransactionFailure>(
        _ body: () throws(Failure) -> T
    ) throws(Failure) -> T {
        let isFirst = turn.begin()
        defer { if isFirst { turn.end() } }
        try perform("BEGIN IMMEDIATE", Failure.self)
        do throws(Failure) {
            let result = try body()
            try perform("COMMIT", Failure.self)
            return result
        } catch {
            // Fails when SQLite has rolled back by itself, as for a full disk; what led here is the error that matters.
            try? execute("ROLLBACK")
            throw error
        }
    }

    private func perform<Failure: TransactionFailure>(_ sql: String, _: Failure.Type) throws(Failure) {
        do { try execute(sql) } catch { throw Failure(error) }
    }
}
