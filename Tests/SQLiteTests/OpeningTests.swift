import Foundation
import Testing

import SQL
@testable import SQLite

@Suite("Opening a database")
struct OpeningTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test(
        "A new connection has every setting, as SQLite itself reports it",
        arguments: [
            ("busy_timeout", Value.integer(1234)), ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1),
            ("trusted_schema", 0),
        ])
    func settings(name: String, expected: Value) throws {
        let database = try Database(path: scratch.file(), busyTimeout: 1234)
        #expect(try database.value("PRAGMA \(name)") == expected)
    }

    @Test("A foreign key without its parent is refused")
    func foreignKeys() throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE parent(id INTEGER PRIMARY KEY)")
        try database.execute("CREATE TABLE child(parent INTEGER REFERENCES parent(id))")
        let error = #expect(throws: DatabaseError.self) { try database.execute("INSERT INTO child VALUES(7)") }
        #expect(error?.code.description == "SQLITE_CONSTRAINT_FOREIGNKEY")
        #expect(error?.resultCode.primary == .SQLITE_CONSTRAINT)
    }

    /// In a process of its own, since a umask is the whole process's.
    @Test(
        "The file and its companions are 0600 under any umask", .timeLimit(.minutes(1)),
        arguments: [0o000, 0o022, 0o377])
    func fileMode(mask: Int) async {
        let path = scratch.file()
        await #expect(processExitsWith: .success) { [path = path as String, mask = mask as Int] in
            umask(mode_t(mask))
            let database = try Database(path: path)
            try database.execute("CREATE TABLE t(x)")
            for file in [path, path + "-wal", path + "-shm"] {
                #expect(permissions(file) == 0o600, "\(file)")
            }
        }
        #expect(permissions(path) == 0o600)
    }

    @Test("The mode of a file that is already there is left alone")
    func existingMode() throws {
        let path = scratch.file()
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o640]))
        try Database(path: path).execute("CREATE TABLE t(x)")
        #expect(permissions(path) == 0o640)
    }

    @Test("Opening makes no second file, and what was written is there again")
    func reopening() throws {
        let path = scratch.file()
        do {
            let database = try Database(path: path)
            try database.execute("CREATE TABLE t(x)")
            try database.execute("INSERT INTO t VALUES(?)", 7)
        }
        #expect(try Database(path: path).value("SELECT x FROM t") == 7)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["test.sqlite"])
    }

    /// Names that mean something else to SQLite, relative so that they are not hidden behind a slash. In a process of
    /// its own, since the working directory is the whole process's.
    @Test("A name is only a name", .timeLimit(.minutes(1)), arguments: [":memory:", "file:x?mode=memory"])
    func specialNames(name: String) async {
        let directory = scratch.path
        await #expect(processExitsWith: .success) { [directory = directory as String, name = name as String] in
            #expect(FileManager.default.changeCurrentDirectoryPath(directory))
            try Database(path: name).execute("CREATE TABLE t(x)")
        }
        #expect((try? Data(contentsOf: URL(filePath: scratch.file(name))))?.count ?? 0 > 0)
    }

    /// SQLite leaves it to the caller to wait here, but only when two processes meet at the switch to WAL: without the
    /// common beat and so many beats, the test would pass with no waiting at all.
    @Test("Eight processes that open a new file at once all get their WAL", .timeLimit(.minutes(1)))
    func simultaneousOpening() async {
        let path = scratch.file()
        let start = Date().timeIntervalSince1970 + 1
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, start = start as Double] in
                        for beat in 0..<100 {
                            let wait = start + Double(beat) / 100 - Date().timeIntervalSince1970
                            try await Task.sleep(for: .seconds(max(0, wait)))
                            let database = try Database(path: "\(path)\(beat)")
                            #expect(try database.value("PRAGMA journal_mode") == "wal")
                        }
                    }
                }
            }
        }
    }
}
