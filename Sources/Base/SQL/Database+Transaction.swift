extension Database {
    /// Runs `body` so that all of its writes take effect or, if it throws, none.
    ///
    /// Other writers may have to wait for its end, so never use the network inside. Nesting is an error, and rolls back
    /// both.
    ///
    /// The closure names its error type, as in `{ () throws(DatabaseError) in … }`.
    package func transaction<T, Failure: TransactionFailure>(
        _ body: () throws(Failure) -> T
    ) throws(Failure) -> T {
        try Self.perform(Failure.self) { () throws(DatabaseError) in try engine.begin() }
        do throws(Failure) {
            let result = try body()
            try Self.perform(Failure.self) { () throws(DatabaseError) in try engine.commit() }
            return result
        } catch {
            engine.rollBack()
            throw error
        }
    }

    private static func perform<Failure: TransactionFailure>(
        _: Failure.Type, _ step: () throws(DatabaseError) -> Void
    ) throws(Failure) {
        do { try step() } catch { throw Failure(error) }
    }

    /// Runs `body`, in which the database reads as it was at the beginning, while others write to it.
    package func snapshot<Failure: TransactionFailure>(_ body: () throws(Failure) -> Void) throws(Failure) {
        try Self.perform(Failure.self) { () throws(DatabaseError) in try engine.beginSnapshot() }
        defer { engine.rollBack() }
        try body()
    }
}
