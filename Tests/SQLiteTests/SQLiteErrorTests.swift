import Foundation
import Testing

import SQL
@testable import SQLite

@Suite("Errors")
struct SQLiteErrorTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func expect(
        _ code: ResultCode, hint: String, _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        let error = #expect(throws: DatabaseError.self, sourceLocation: location) { try body() }
        #expect(error?.resultCode.primary == code, sourceLocation: location)
        #expect(error?.hint?.contains(hint) == true, "\(String(describing: error))", sourceLocation: location)
        #expect(error?.hint?.contains(scratch.path) == true, "\(String(describing: error))", sourceLocation: location)
    }

    @Test("A file that is no database hints at moving it away")
    func notADatabase() throws {
        try Data(repeating: UInt8(ascii: "x"), count: 5000).write(to: URL(filePath: scratch.file()))
        expect(.SQLITE_NOTADB, hint: "move it away") { _ = try Database(path: scratch.file()) }
    }

    @Test("A damaged file hints at the backup")
    func corrupt() throws {
        do {
            let database = try Database(path: scratch.file())
            try database.execute("CREATE TABLE t(x)")
            try database.execute("INSERT INTO t VALUES(?)", "payload")
        }
        let file = try #require(FileHandle(forUpdatingAtPath: scratch.file()))
        // The last page: in front of it is one that says who points to it.
        try file.seek(toOffset: file.seekToEnd() - 4096)
        try file.write(contentsOf: Data(repeating: 0xFF, count: 4096))
        try file.close()
        let database = try Database(path: scratch.file())
        expect(.SQLITE_CORRUPT, hint: "backup") { _ = try database.value("SELECT x FROM t") }
    }

    @Test("A folder that is not there, and a folder in the file's place, hint at both")
    func cannotOpen() {
        expect(.SQLITE_CANTOPEN, hint: "its folder") { _ = try Database(path: scratch.file("absent/test.sqlite")) }
        expect(.SQLITE_CANTOPEN, hint: "must be a file") { _ = try Database(path: scratch.path) }
    }

    /// Root may write everything, so as root this would fail for want of an error.
    @Test("A file that cannot be written is refused at the start, not at the first write", .enabled(if: geteuid() != 0))
    func readOnlyFile() throws {
        try Database(path: scratch.file()).execute("CREATE TABLE t(x)")
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: scratch.file())
        expect(.SQLITE_READONLY, hint: "must be able to write") { _ = try Database(path: scratch.file()) }
    }

    @Test("A write that is not allowed hints at permissions")
    func readOnly() throws {
        let database = try Database(path: scratch.file())
        try database.execute("PRAGMA query_only = ON")
        expect(.SQLITE_READONLY, hint: "must be able to write") { try database.execute("CREATE TABLE t(x)") }
    }

    @Test("A full disk hints at the disk")
    func full() throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(x)")
        try database.execute("PRAGMA max_page_count = 3")
        expect(.SQLITE_FULL, hint: "full") { try database.execute("INSERT INTO t VALUES(zeroblob(100000))") }
    }

    @Test("A lock that outlasts the timeout hints at its holder")
    func busy() throws {
        let holder = try Database(path: scratch.file())
        let waiting = try Database(path: scratch.file(), busyTimeout: 20)
        try holder.transaction { () throws(DatabaseError) in
            expect(.SQLITE_BUSY, hint: "fuser") { try waiting.execute("CREATE TABLE t(x)") }
        }
    }

    @Test(
        "Values are in no error: not of a constraint, of a type, of a count, nor of a conversion",
        arguments: [
            "INSERT INTO t VALUES(?)", "INSERT INTO numbers VALUES(?)", "SELECT ? + ?", "SELECT ? FROM absent",
        ])
    func noValues(sql: String) throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(x UNIQUE CHECK(x <> 's3cret-check'))")
        try database.execute("CREATE TABLE numbers(x INTEGER) STRICT")
        try database.execute("INSERT INTO t VALUES(?)", "s3cret")
        let error = #expect(throws: DatabaseError.self) { try database.execute(sql, "s3cret") }
        let text = "\(String(describing: error)) \(String(reflecting: error))"
        #expect(text.contains(sql))
        #expect(!text.contains("s3cret"))
    }

    @Test("A mismatch while reading does not show what was read")
    func noReadValues() throws {
        let database = try Database(path: scratch.file())
        let error = #expect(throws: DatabaseError.self) {
            try database.row("SELECT ? AS x", "s3cret") { (row) throws(DatabaseError) in try row.integer("x") }
        }
        #expect(error?.description == "SQLITE_MISMATCH: column x holds TEXT, not INTEGER in: SELECT ? AS x")
    }

    @Test("The description is one line of bounded length")
    func oneLine() throws {
        let sql = "SELECT absent,\n    1" + String(repeating: ", 1", count: 1000)
        let error = #expect(throws: DatabaseError.self) { try Database(path: scratch.file()).execute(sql) }
        #expect(error?.description.hasPrefix("SQLITE_ERROR: no such column: absent in: SELECT absent, 1, 1") == true)
        #expect(error?.description.contains("\n") == false)
        #expect(error?.description.count ?? .max < 400)
        #expect(error?.sql == sql)
    }
}
