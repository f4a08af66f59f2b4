internal import Site
package import SQL
internal import SQLite
package import WeChat

/// The database of one installation, opened and migrated. Only the files beside this one know its tables.
package final class SiteDatabase {
    let engine: SQLiteEngine
    private let database: Database
    private var isInTransaction = false

    /// - Parameter patience: seconds for which a statement waits for another program's lock.
    init(path: String, patience: Double) throws(WeChatError) {
        do throws(DatabaseError) {
            engine = try SQLiteEngine(path: path, busyTimeout: Int(patience * 1000))
            database = Database(engine)
            try database.migrate(Schema.migrations)
        } catch { throw .storage(error) }
    }

    /// Sets how many seconds a statement waits for another program's lock.
    package func setLockTimeout(_ seconds: Double) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.setLockTimeout(max(0, seconds))
        }
    }

    /// How the file's space is used, in bytes.
    package struct Room: Sendable, Equatable {
        package let file: Int64
        /// The unused part.
        package let free: Int64
        /// Whether `giveBack` can shrink the file; otherwise only `compact` can.
        package let canShrink: Bool
    }

    package func room() throws(WeChatError) -> Room {
        func number(_ name: String) throws(WeChatError) -> Int64 {
            guard case .integer(let number) = try single("PRAGMA \(name)") else { return 0 }
            return number
        }
        let page = try number("page_size")
        return Room(
            file: try number("page_count") * page, free: try number("freelist_count") * page,
            canShrink: try number("auto_vacuum") == 2)
    }

    /// Returns at most that many free pages at the file's end to the system. Other writers wait for some milliseconds.
    package func giveBack(pages: Int64) throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("PRAGMA incremental_vacuum(\(pages))")
        }
    }

    /// Rewrites the whole file without gaps, so that it can shrink from then on. Other writers wait until it is done.
    package func compact() throws(WeChatError) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            try database.execute("VACUUM")
            try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// The number of the newest migration that the file has.
    package func schemaVersion() throws(WeChatError) -> Int64 {
        guard case .integer(let number) = try single("PRAGMA user_version") else { return 0 }
        return number
    }

    /// What SQLite finds wrong with the file; nil: it is sound.
    package func integrityFault() throws(WeChatError) -> String? {
        guard case .text(let verdict) = try single("PRAGMA quick_check(1)") else { return "no verdict" }
        return verdict == "ok" ? nil : verdict
    }

    /// Callers need not distinguish failures of the database.
    package func attempt<T>(_ work: (borrowing Database) throws(DatabaseError) -> T) throws(WeChatError) -> T {
        do { return try work(database) } catch { throw .storage(error) }
    }

    /// Runs `body` completely or, if it throws, not at all. Other writers wait for it: never use the network inside.
    ///
    /// Within another transaction it is part of that.
    package func transaction<T>(_ body: () throws(WeChatError) -> T) throws(WeChatError) -> T {
        guard !isInTransaction else { return try body() }
        isInTransaction = true
        defer { isInTransaction = false }
        do throws(Abort) {
            return try database.transaction { () throws(Abort) in
                do throws(WeChatError) { return try body() } catch { throw Abort(reason: error) }
            }
        } catch { throw error.reason }
    }

    /// Runs `body`, in which the database reads as it was at the beginning, whatever others write meanwhile.
    package func snapshot(_ body: () throws(WeChatError) -> Void) throws(WeChatError) {
        do throws(Abort) {
            try database.snapshot { () throws(Abort) in
                do throws(WeChatError) { try body() } catch { throw Abort(reason: error) }
            }
        } catch { throw error.reason }
    }

    private func single(_ sql: String) throws(WeChatError) -> Value? {
        try attempt { (database) throws(DatabaseError) in try database.value(sql) }
    }
}

/// Why a transaction was rolled back.
private struct Abort: TransactionFailure {
    let reason: WeChatError

    init(reason: WeChatError) { self.reason = reason }

    init(_ error: DatabaseError) { reason = .storage(error) }
}

extension Installation {
    /// Opens the database. The first program that finds it missing or older migrates it.
    ///
    /// - Parameter patience: seconds for which a statement waits for another program's lock.
    package func openDatabase(patience: Double = 5) throws(WeChatError) -> SiteDatabase {
        try SiteDatabase(path: databasePath, patience: patience)
    }
}
