import JSON
import Platform
import SQL
import SQLite

/// Everything that the simulator knows: accounts, tokens, tickets, quotas, faults, calls and the clock.
///
/// Calls are handled inside ``transaction(_:)``, and `now` is always the simulator's time.
struct Store: ~Copyable {
    let database: Database
    /// The host's clock, in Unix seconds.
    let hostTime: @Sendable () -> Int64
    let file: String
    /// The address of the site beside the simulator, without a path; nil when there is none.
    let site: String?
    /// The simulator's own program, for work in the background.
    let program: String?
    /// This process, for the list of calls.
    let processID = FileSystem.linkTarget("/proc/self").flatMap { Int64($0) } ?? 0

    /// - Parameter realTime: the host's clock, in Unix seconds.
    init(
        file: String, realTime: @escaping @Sendable () -> Int64, site: String? = nil,
        program: String? = Environment.executablePath
    ) throws(Failure) {
        (self.file, self.site, self.program) = (file, site, program)
        hostTime = realTime
        database = try Store.open(file)
    }

    /// Runs `body` completely or, if it throws, not at all; one process at a time.
    func transaction<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T { try database.transaction(body) }

    /// An error of the database is always the simulator's own fault, so callers see one kind of error.
    func attempt<T>(_ work: (borrowing Database) throws(DatabaseError) -> T) throws(Failure) -> T {
        do { return try work(database) } catch { throw Failure(error) }
    }

    /// The simulator's time, in Unix seconds: the host's and what was set with `POST /_simulator/clock`.
    func now() throws(Failure) -> Int64 {
        let offset = try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT offset FROM clock") { (row) throws(DatabaseError) in try row.integer(0) }
        }
        return hostTime() + (offset ?? 0)
    }

    /// Sets the simulator's time, which then runs on from there.
    func setClock(to time: Int64) throws(Failure) {
        let offset = time - hostTime()
        try attempt { (database) throws(DatabaseError) in
            try database.execute("DELETE FROM clock")
            try database.execute("INSERT INTO clock(offset) VALUES(?)", .integer(offset))
        }
    }

    private static func open(_ file: String) throws(Failure) -> Database {
        do throws(DatabaseError) {
            let database = try Database(path: file)
            try database.migrate(migrations)
            return database
        } catch {
            throw Failure(error)
        }
    }
}
