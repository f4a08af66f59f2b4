import Platform
import Testing

import SQL
@testable import SQLite

/// No test machine has an NFS mount, so the answer of the check is given here. That could pass vacuously in two ways: a
/// database that never asks, and one that refuses whatever it is told. So the tests also look at what was asked, and
/// the same file opens when the answer is nil. That the real check knows its file systems is tested with `Platform`.
@Suite("A database on a network file system")
struct NetworkFileSystemTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("A new file is refused for its folder, with the reason and the cure, and is not made")
    func newFile() throws {
        let path = scratch.file()
        let directory = scratch.path
        let error = #expect(throws: DatabaseError.self) {
            _ = try SQLiteEngine(path: path, busyTimeout: 5000, networkName: { $0 == directory ? "nfs" : nil })
        }
        #expect(error?.description.contains("network file system (nfs)") == true)
        #expect(error?.hint?.contains("local disk") == true)
        #expect(!FileSystem.exists(path))
    }

    @Test("A file that is there is asked for itself, since a link can lead elsewhere")
    func existingFile() throws {
        let path = scratch.file()
        try Database(SQLiteEngine(path: path, busyTimeout: 5000, networkName: { _ in nil })).execute(
            "CREATE TABLE t(x)")
        let error = #expect(throws: DatabaseError.self) {
            _ = try SQLiteEngine(path: path, busyTimeout: 5000, networkName: { $0 == path ? "cifs" : nil })
        }
        #expect(error?.message.contains("(cifs)") == true)
    }

    @Test("The real check finds the test's own folder local")
    func realCheck() throws {
        #expect(FileSystem.networkFileSystemName(scratch.path) == nil)
        try Database(path: scratch.file()).execute("CREATE TABLE t(x)")
    }
}
