internal import CSQLite

extension Database {
    /// Brings the file's schema up to the last of `migrations`; all of those that are missing, or none.
    ///
    /// Programs start together, and the first to get the write lock migrates. The others waited for it with a version
    /// they read before, so the version is read again inside the lock. A file that is up to date is not locked at all.
    ///
    /// A file from a newer release is refused: what this one would write could break what the newer one relies on.
    package func migrate(_ migrations: [Migration]) throws(SQLiteError) {
        guard migrations.map(\.number) == Array(1..<migrations.count + 1) else {
            throw SQLiteError(.error, "migrations must be numbered 1, 2, 3 … in order, not \(migrations.map(\.number))")
        }
        guard try schemaVersion(atMost: migrations.count) < migrations.count else { return }
        try transaction { () throws(SQLiteError) in
            for migration in migrations.dropFirst(try schemaVersion(atMost: migrations.count)) { try apply(migration) }
        }
    }

    /// The number of the last migration the file took: 0 for a new one.
    private func schemaVersion(atMost newest: Int) throws(SQLiteError) -> Int {
        let version = try row("PRAGMA user_version") { (row) throws(SQLiteError) in Int(try row.integer(0)) } ?? 0
        guard version >= 0 else {
            throw SQLiteError(.error, "schema version \(version) was not written by this project")
        }
        guard version <= newest else {
            throw SQLiteError(
                .error, "the file has schema \(version), this program knows schemas up to \(newest)",
                hint: "a newer release has used the file: update this program too")
        }
        return version
    }

    /// The number is written in the same transaction as the schema. It stands in the SQL since a PRAGMA takes no `?`.
    ///
    /// The corresponding C function is [`sqlite3_exec`](https://sqlite.org/c3ref/exec.html).
    private func apply(_ migration: Migration) throws(SQLiteError) {
        do throws(SQLiteError) {
            let code = unsafe sqlite3_exec(connection.handle, migration.sql, nil, nil, nil)
            unsafe try SQLiteError.check(code, on: connection.handle, sql: migration.sql)
            try execute("PRAGMA user_version = \(migration.number)")
        } catch {
            throw error.during("migration \(migration.number)")
        }
    }
}
