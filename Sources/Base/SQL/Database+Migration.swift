extension Database {
    /// Migrates the file's schema to the last of `migrations`; applies all missing ones, or none.
    ///
    /// Programs start together, and the first one to get the write lock migrates. The others waited with a version that
    /// they had read before, so the version is read again inside the lock. An up-to-date file is not locked at all.
    ///
    /// A newer release's file is left alone if its generation is that of `migrations`. Another generation's is refused:
    /// what this program writes could break what the newer one relies on.
    package func migrate(_ migrations: [Migration]) throws(DatabaseError) {
        try checkNumbers(migrations)
        guard try missing(of: migrations) > 0 else { return }
        try transaction { () throws(DatabaseError) in
            for migration in migrations.suffix(try missing(of: migrations)) { try apply(migration) }
        }
    }

    /// Reverts the newest migrations, down to number `last`; all of them, or none.
    ///
    /// - Throws: also when one of them cannot be reverted, or the file has one that is not among `migrations`.
    package func undo(_ migrations: [Migration], to last: Int) throws(DatabaseError) {
        try checkNumbers(migrations)
        try transaction { () throws(DatabaseError) in
            guard try engine.schemaVersion() == migrations.last?.version else {
                throw DatabaseError(.misuse, "the file does not have the schema of this program")
            }
            for migration in migrations.dropFirst(max(0, last)).reversed() {
                guard let undo = migration.undo else {
                    throw DatabaseError(.misuse, "migration \(migration.number) cannot be reverted")
                }
                let before = migration.number == 1 ? 0 : migrations[migration.number - 2].version
                try run(undo, thenVersion: before, during: "reverting migration \(migration.number)")
            }
        }
    }

    private func checkNumbers(_ migrations: [Migration]) throws(DatabaseError) {
        guard migrations.map(\.number) == Array(1..<migrations.count + 1) else {
            throw DatabaseError(
                .misuse, "migrations must be numbered 1, 2, 3 … in order, not \(migrations.map(\.number))")
        }
    }

    /// How many migrations the file lacks.
    private func missing(of migrations: [Migration]) throws(DatabaseError) -> Int {
        let version = try engine.schemaVersion()
        guard version >= 0 else {
            throw DatabaseError(.misuse, "schema version \(version) was not written by this project")
        }
        let (generation, number) = version.quotientAndRemainder(dividingBy: Migration.most)
        let newest = migrations.last?.version ?? 0
        guard generation <= newest / Migration.most else {
            throw DatabaseError(
                .misuse, "the file has schema \(version), this program knows schemas up to \(newest)",
                hint: "a newer release has used the file: update this program too")
        }
        return max(0, migrations.count - number)
    }

    private func apply(_ migration: Migration) throws(DatabaseError) {
        try run(migration.sql, thenVersion: migration.version, during: "migration \(migration.number)")
    }

    private func run(_ sql: String, thenVersion version: Int, during what: String) throws(DatabaseError) {
        do throws(DatabaseError) { try engine.migrate(with: sql, to: version) } catch { throw error.during(what) }
    }
}
