import Testing

import SQL
@testable import SQLite

@Suite("Transactions")
struct TransactionTests {
    private enum Refusal: TransactionFailure {
        case ours
        case database(ResultCode)

        init(_ error: DatabaseError) { self = .database(error.resultCode) }
    }

    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func emptyTable() throws -> Database {
        let database = try Database(path: scratch.file(), busyTimeout: 20)
        try database.execute("CREATE TABLE t(x UNIQUE)")
        return database
    }

    @Test("Commits what its body wrote and returns what it returned")
    func commit() throws {
        let database = try emptyTable()
        let result = try database.transaction { () throws(DatabaseError) in
            try database.execute("INSERT INTO t VALUES(1)")
            return "done"
        }
        #expect(result == "done")
        #expect(try Database(path: scratch.file()).value("SELECT count(*) FROM t") == 1)
    }

    @Test("A body that throws an error of its own rolls back, and the error arrives as it was")
    func ownError() throws {
        let database = try emptyTable()
        let error = #expect(throws: Refusal.self) {
            try database.transaction { () throws(Refusal) in
                do throws(DatabaseError) { try database.execute("INSERT INTO t VALUES(1)") } catch {
                    throw Refusal(error)
                }
                throw Refusal.ours
            }
        }
        guard case .ours = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try database.value("SELECT count(*) FROM t") == 0)
    }

    @Test("A statement that fails rolls back what came before it, and the next transaction works")
    func statementError() throws {
        let database = try emptyTable()
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in
                try database.execute("INSERT INTO t VALUES(1)")
                try database.execute("INSERT INTO t VALUES(1)")
            }
        }
        #expect(error?.resultCode.primary == .SQLITE_CONSTRAINT)
        #expect(try database.value("SELECT count(*) FROM t") == 0)
        try database.transaction { () throws(DatabaseError) in try database.execute("INSERT INTO t VALUES(2)") }
        #expect(try database.value("SELECT x FROM t") == 2)
    }

    @Test("A COMMIT that fails rolls back")
    func failedCommit() throws {
        let database = try emptyTable()
        try database.execute("CREATE TABLE child(x REFERENCES t(x) DEFERRABLE INITIALLY DEFERRED)")
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in try database.execute("INSERT INTO child VALUES(9)") }
        }
        #expect(error?.sql == "COMMIT")
        #expect(try database.value("SELECT count(*) FROM child") == 0)
        try database.transaction { () throws(DatabaseError) in try database.execute("INSERT INTO t VALUES(2)") }
    }

    @Test("One that SQLite has rolled back by itself ends with SQLite's error, not with that of a second rollback")
    func automaticRollback() throws {
        let database = try emptyTable()
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in
                try database.execute("INSERT INTO t VALUES(1)")
                try database.execute("INSERT OR ROLLBACK INTO t VALUES(1)")
            }
        }
        #expect(error?.resultCode.primary == .SQLITE_CONSTRAINT)
        try database.transaction { () throws(DatabaseError) in try database.execute("INSERT INTO t VALUES(2)") }
        #expect(try database.value("SELECT count(*) FROM t") == 1)
    }

    @Test("One inside another is an error and leaves nothing of either")
    func nesting() throws {
        let database = try emptyTable()
        let error = #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in
                try database.execute("INSERT INTO t VALUES(1)")
                try database.transaction { () throws(DatabaseError) in try database.execute("INSERT INTO t VALUES(2)") }
            }
        }
        #expect(error?.message == "cannot start a transaction within a transaction")
        #expect(try database.value("SELECT count(*) FROM t") == 0)
    }

    @Test("The write lock is taken at BEGIN: a second writer is refused there, in the body's own error type")
    func immediate() throws {
        let first = try emptyTable()
        let second = try Database(path: scratch.file(), busyTimeout: 20)
        try first.transaction { () throws(DatabaseError) in
            var ran = false
            let error = #expect(throws: Refusal.self) {
                try second.transaction { () throws(Refusal) in ran = true }
            }
            #expect(!ran)
            guard case .database(.SQLITE_BUSY) = error else {
                return #expect(Bool(false), "\(String(describing: error))")
            }
        }
    }
}
