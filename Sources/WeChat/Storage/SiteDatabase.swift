internal import SQLite

/// The database of one installation, opened and migrated. The repositories beside this file are the only ones that know
/// its tables.
package struct SiteDatabase: ~Copyable {
    private let database: Database

    init(path: String) throws(WeChatError) {
        do throws(SQLiteError) {
            let database = try Database(path: path)
            try database.migrate(Schema.migrations)
            self.database = database
        } catch { throw .storage("\(error)") }
    }

    /// The number of the newest migration that the file has.
    package func schemaVersion() throws(WeChatError) -> Int64 {
        guard case .integer(let number) = try single("PRAGMA user_version") else { return 0 }
        return number
    }

    /// What SQLite finds wrong with the file: nil when it is sound.
    package func integrityFault() throws(WeChatError) -> String? {
        guard case .text(let verdict) = try single("PRAGMA quick_check(1)") else { return "no verdict" }
        return verdict == "ok" ? nil : verdict
    }

    private func single(_ sql: String) throws(WeChatError) -> Value? {
        do throws(SQLiteError) { return try database.value(sql) } catch { throw .storage("\(error)") }
    }
}

extension Installation {
    /// Opens the database; the first program to find it missing or older brings it up to date.
    package func openDatabase() throws(WeChatError) -> SiteDatabase { try SiteDatabase(path: databasePath) }
}
