import Testing

import SQL
@testable import SQLite

@Suite("Statements that are kept")
struct StatementCacheTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    /// `sqlite_stmt` lists what SQLite has compiled and how often it ran: a count kept on our side could be wrong with
    /// the code that it counts.
    @Test("One text is compiled once however often it runs")
    func reuse() throws {
        let database = try Database(path: scratch.file())
        for number in 0..<5 {
            #expect(try database.value("SELECT ? + 1", .integer(Int64(number))) == .integer(Int64(number + 1)))
        }
        let runs = try database.rows("SELECT run FROM sqlite_stmt WHERE sql = ?", "SELECT ? + 1") {
            (row) throws(DatabaseError) in
            try row.integer("run")
        }
        #expect(runs == [5])
    }

    @Test("A statement runs again after an error in its step")
    func afterStepError() throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(x UNIQUE)")
        let sql = "INSERT INTO t VALUES(?)"
        try database.execute(sql, 1)
        let error = #expect(throws: DatabaseError.self) { try database.execute(sql, 1) }
        #expect(error?.code.description == "SQLITE_CONSTRAINT_UNIQUE")
        try database.execute(sql, 2)
        #expect(try database.value("SELECT count(*) FROM t") == 2)
    }

    @Test("A statement runs again after its rows were abandoned by an error")
    func afterMapError() throws {
        let database = try Database(path: scratch.file())
        let sql = "SELECT 'a' UNION ALL SELECT 'b'"
        #expect(throws: DatabaseError.self) {
            try database.rows(sql) { (row) throws(DatabaseError) in try row.integer(0) }
        }
        let all = try database.rows(sql) { (row) throws(DatabaseError) in try row.text(0) }
        #expect(all == ["a", "b"])
    }

    /// A statement that still stands on a row keeps its read lock, and the WAL could never be emptied.
    @Test("An abandoned statement holds no lock")
    func noLeftoverLock() throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(x)")
        try database.execute("INSERT INTO t VALUES(1), (2)")
        _ = try? database.value("SELECT x FROM t")
        let busy = try database.row("PRAGMA wal_checkpoint(TRUNCATE)") { (row) throws(DatabaseError) in
            try row.integer("busy")
        }
        #expect(busy == 0)
    }

    @Test("The same text can run inside its own rows")
    func nested() throws {
        let database = try Database(path: scratch.file())
        let sql = "SELECT 1 AS n UNION ALL SELECT 2"
        let pairs = try database.rows(sql) { (outer) throws(DatabaseError) in
            let left = try outer.integer("n")
            let inner = try database.rows(sql) { (row) throws(DatabaseError) in try row.integer("n") }
            return inner.map { [left, $0] }
        }
        #expect(pairs == [[[1, 1], [1, 2]], [[2, 1], [2, 2]]])
    }

    @Test("It follows a schema that another connection changed")
    func schemaChange() throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(a)")
        try database.execute("INSERT INTO t VALUES(1)")
        let sql = "SELECT * FROM t"
        #expect(try database.row(sql) { (row) throws(DatabaseError) in try row.integer("a") } == 1)
        try Database(path: scratch.file()).execute("ALTER TABLE t ADD COLUMN b DEFAULT 5")
        #expect(try database.row(sql) { (row) throws(DatabaseError) in try row.integer("b") } == 5)
    }

    @Test("Values do not outlive the run that they were given for")
    func forgetsValues() throws {
        let engine = try SQLiteEngine(path: scratch.file(), busyTimeout: 5000)
        let statement = try Statement("SELECT ?", on: engine.connection)
        try statement.bind(["secret"])
        #expect(try statement.step())
        statement.reset()
        #expect(try statement.step())
        #expect(try statement.value(at: 0) == .null)
    }

    @Test("SQL without end does not fill the memory")
    func limit() throws {
        let engine = try SQLiteEngine(path: scratch.file(), busyTimeout: 5000)
        let database = Database(engine)
        for number in 0..<StatementCache.limit * 3 {
            #expect(try database.value("SELECT \(number)") == .integer(Int64(number)))
        }
        #expect(engine.statements.count <= StatementCache.limit)
    }
}
