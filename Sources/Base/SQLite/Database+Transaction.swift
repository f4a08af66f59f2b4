extension Database {
    /// Runs `body` so that all of its writes take effect or, if it throws, none.
    ///
    /// It takes the write lock at once (BEGIN IMMEDIATE): a transaction that first reads and then writes could get
    /// `SQLITE_BUSY` at the write, where waiting cannot help. All other writers wait for its end, so never use the
    /// network inside. Nesting is an error, and rolls back both.
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
            // Fails if SQLite has already rolled back, as for a full disk; the original error is the one that matters.
            try? execute("ROLLBACK")
            throw error
        }
    }

    private func perform<Failure: TransactionFailure>(_ sql: String, _: Failure.Type) throws(Failure) {
        do { try execute(sql) } catch { throw Failure(error) }
    }
}
