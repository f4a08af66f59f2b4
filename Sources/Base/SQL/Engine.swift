/// What a database engine does for ``Database``. One connection, which stays in the thread that opened it.
package protocol Engine: AnyObject {
    /// Lends `body` the statement with its values, before its first row. However `body` ends, the statement can then
    /// run again and holds no lock.
    ///
    /// - Parameter sql: exactly one statement, with `?` or `?1` for its values.
    func run(
        _ sql: String, _ values: [Value], _ body: (any Cursor) throws(DatabaseError) -> Void
    ) throws(DatabaseError)

    /// How many rows the last INSERT, UPDATE or DELETE wrote, without those of triggers and foreign keys.
    var changes: Int { get }

    /// Begins a transaction that can write. Fails within another one.
    func begin() throws(DatabaseError)

    /// Begins a transaction that only reads, and sees the database as it is now until its ``commit()``.
    func beginSnapshot() throws(DatabaseError)

    func commit() throws(DatabaseError)

    /// Ends a transaction that may have ended by itself, so it reports no error.
    func rollBack()

    /// How long a statement waits for what another connection has locked, in seconds.
    func setLockTimeout(_ seconds: Double) throws(DatabaseError)

    /// The version of the schema, see ``Migration/version``; 0: the database is new.
    func schemaVersion() throws(DatabaseError) -> Int

    /// Within a transaction, runs the statements of a script and stores the version of the schema after it.
    func migrate(with script: String, to version: Int) throws(DatabaseError)
}
