import Foundation
import Testing

@testable import SQL
@testable import SQLite

@Suite("Migrations")
struct MigrationTests {
    static let history = [
        Migration(1, "CREATE TABLE users(id INTEGER PRIMARY KEY); CREATE INDEX by_id ON users(id);"),
        Migration(2, "ALTER TABLE users ADD COLUMN name TEXT"),
        Migration(3, "INSERT INTO users(name) VALUES('first') -- may end in a comment"),
    ]

    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func open() throws(DatabaseError) -> Database { try Database(path: scratch.file(), busyTimeout: 20) }

    @Test("A new file takes them all, one time, however often it is asked")
    func fresh() throws {
        let database = try open()
        for _ in 0..<3 { try database.migrate(Self.history) }
        #expect(try database.value("PRAGMA user_version") == 3)
        #expect(try database.value("SELECT count(*) FROM users WHERE name = 'first'") == 1)
    }

    @Test("An older file takes those it lacks", arguments: 0...3)
    func stepByStep(start: Int) throws {
        try open().migrate(Array(Self.history.prefix(start)))
        let database = try open()
        #expect(try database.value("PRAGMA user_version") == .integer(Int64(start)))
        try database.migrate(Self.history)
        #expect(try database.value("PRAGMA user_version") == 3)
        #expect(try database.value("SELECT count(*) FROM users") == 1)
    }

    @Test("A file that is up to date is not locked, so a long write elsewhere delays no start")
    func noLockWhenUpToDate() throws {
        let writer = try open()
        try writer.migrate(Self.history)
        try writer.transaction { () throws(DatabaseError) in try open().migrate(Self.history) }
    }

    @Test("A newer file of the same generation is used as it is")
    func newer() throws {
        let database = try open()
        try database.migrate(Self.history)
        try database.migrate(Array(Self.history.prefix(2)))
        #expect(try database.value("PRAGMA user_version") == 3)
    }

    @Test("A file of a newer generation is refused with both numbers, and is not touched")
    func newerGeneration() throws {
        let database = try open()
        try database.migrate(Self.history + [Migration(4, generation: 1, "DROP TABLE users")])
        #expect(try database.value("PRAGMA user_version") == 1004)
        let error = #expect(throws: DatabaseError.self) { try database.migrate(Self.history) }
        #expect(error?.message == "the file has schema 1004, this program knows schemas up to 3")
        #expect(error?.hint?.contains("newer release") == true)
        #expect(try database.value("PRAGMA user_version") == 1004)
    }

    @Test("A file of an older generation is brought up to date")
    func olderGeneration() throws {
        let database = try open()
        try database.migrate(Self.history)
        let next = [Migration(4, generation: 1, "CREATE TABLE a(x)"), Migration(5, generation: 1, "CREATE TABLE b(x)")]
        try database.migrate(Self.history + next)
        try database.migrate(Self.history + next)
        #expect(try database.value("PRAGMA user_version") == 1005)
        #expect(try database.value("SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')") == 2)
    }

    static let reversible = [
        Migration(1, "CREATE TABLE a(x)", undo: "DROP TABLE a"), Migration(2, "CREATE TABLE b(x)"),
        Migration(3, "CREATE TABLE c(x)", undo: "DROP TABLE c"),
        Migration(4, generation: 1, "ALTER TABLE c ADD COLUMN y", undo: "ALTER TABLE c DROP COLUMN y"),
    ]

    @Test(
        "The newest are taken back, the last one first, and then apply again", arguments: [(4, 1004), (3, 3), (2, 2)])
    func undone(last: Int, version: Int64) throws {
        let database = try open()
        try database.migrate(Self.reversible)
        try database.undo(Self.reversible, to: last)
        #expect(try database.value("PRAGMA user_version") == .integer(version))
        #expect(try database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'c'") == (last < 3 ? 0 : 1))
        #expect(try database.value("SELECT count(*) FROM pragma_table_info('c')") == [4: 2, 3: 1][last] ?? 0)
        try database.migrate(Self.reversible)
        #expect(try database.value("SELECT count(*) FROM pragma_table_info('c')") == 2)
    }

    @Test("One that cannot be reverted is named, and nothing is reverted")
    func notUndone() throws {
        let database = try open()
        try database.migrate(Self.reversible)
        let error = #expect(throws: DatabaseError.self) { try database.undo(Self.reversible, to: 0) }
        #expect(error?.message == "migration 2 cannot be reverted")
        #expect(try database.value("PRAGMA user_version") == 1004)
        #expect(try database.value("SELECT count(*) FROM pragma_table_info('c')") == 2)
    }

    @Test("Nothing is taken back of a file that has another schema than the program")
    func undoneByAnother() throws {
        let database = try open()
        try database.migrate(Self.reversible)
        #expect(throws: DatabaseError.self) { try database.undo(Array(Self.reversible.prefix(3)), to: 2) }
        #expect(try database.value("PRAGMA user_version") == 1004)
    }

    @Test("A version that no migration could have written is refused")
    func negative() throws {
        let database = try open()
        try database.execute("PRAGMA user_version = -3")
        let error = #expect(throws: DatabaseError.self) { try database.migrate(Self.history) }
        #expect(error?.message.contains("-3") == true)
    }

    @Test("Numbers that are not 1, 2, 3 … are refused", arguments: [[2], [1, 3], [1, 1], [2, 1], [0, 1]])
    func gaps(numbers: [Int]) throws {
        let database = try open()
        let error = #expect(throws: DatabaseError.self) {
            try database.migrate(numbers.map { Migration($0, "CREATE TABLE t\($0)(x)") })
        }
        #expect(error?.message.hasSuffix("not \(numbers)") == true)
        #expect(try database.value("SELECT count(*) FROM sqlite_schema") == 0)
    }

    @Test("A failing one leaves the file as it was, also the steps before it, and says which it is")
    func failing() throws {
        try open().migrate(Array(Self.history.prefix(1)))
        let before = try Data(contentsOf: URL(filePath: scratch.file()))
        do {
            let database = try open()
            let bad = Migration(3, "CREATE TABLE extra(x); INSERT INTO users VALUES('no integer', 'x');")
            let error = #expect(throws: DatabaseError.self) {
                try database.migrate(Array(Self.history.prefix(2)) + [bad])
            }
            #expect(error?.message.hasPrefix("migration 3: ") == true)
            #expect(error?.code == .mismatch)
            #expect(error?.sql == bad.sql)
            #expect(try database.value("PRAGMA user_version") == 1)
            #expect(try database.value("SELECT count(*) FROM pragma_table_info('users')") == 1)
            #expect(try database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'") == 0)
        }
        #expect(try Data(contentsOf: URL(filePath: scratch.file())) == before)
    }

    /// Could pass vacuously if the processes never met. So all wait for the same moment, and the last migration takes
    /// long enough that those which came second are waiting at the lock with the old version in hand.
    @Test("Eight processes at once migrate one time", .timeLimit(.minutes(1)))
    func race() async throws {
        let path = scratch.file()
        let start = Date().timeIntervalSince1970 + 1
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, start = start as Double] in
                        let database = try Database(path: path)
                        try await Task.sleep(for: .seconds(max(0, start - Date().timeIntervalSince1970)))
                        try database.migrate(slowHistory)
                    }
                }
            }
        }
        let database = try Database(path: path)
        #expect(try database.value("SELECT count(*) FROM log") == 1)
        #expect(try database.value("PRAGMA user_version") == 2)
    }
}

/// Leaves a row for each time it is taken, though a second table of one name would not tell of it.
private let slowHistory = [
    Migration(1, "CREATE TABLE IF NOT EXISTS log(x)"),
    Migration(
        2,
        """
        INSERT INTO log WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000) \
        SELECT max(x) FROM n
        """),
]
