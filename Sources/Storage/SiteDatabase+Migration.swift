internal import Site
internal import SQL
internal import SQLite
package import WeChat

extension Installation {
    /// The number of the newest migration that this program knows.
    package static var newestSchema: Int { Schema.migrations.count }

    /// Whether programs of this release work with a database of this schema version (`user_version`).
    package static func works(onSchema version: Int64) -> Bool {
        Migration.generation(of: Int(version)) <= Schema.migrations.last?.generation ?? 0
    }

    /// Migrates the database to the migration of that number: forward from an older one, or back from this program's
    /// own.
    ///
    /// - Throws: `storage`, also when a migration cannot be reverted; the file is then unchanged.
    package func migrateDatabase(to number: Int) throws(WeChatError) {
        do throws(DatabaseError) {
            let database = try Database(path: databasePath, busyTimeout: 60_000)
            let kept = Array(Schema.migrations.prefix(number))
            guard case .integer(let version) = try database.value("PRAGMA user_version"),
                version > kept.last?.version ?? 0
            else { return try database.migrate(kept) }
            try database.undo(Schema.migrations, to: number)
        } catch { throw .storage(error) }
    }
}
