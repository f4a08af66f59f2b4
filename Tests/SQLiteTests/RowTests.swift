import Testing

@testable import SQL
@testable import SQLite

@Suite("Typed columns")
struct RowTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private static let oneOfEach =
        "SELECT 1 AS i, 1.5 AS r, 'x' AS t, x'00ff' AS b, NULL AS n, '12' AS digits, 2 AS two"

    private func read<T>(_ map: (borrowing Row) throws(DatabaseError) -> T) throws -> T {
        try #require(try Database(path: scratch.file()).row(Self.oneOfEach, map: map))
    }

    @Test("Every type is read by name", arguments: ["i", "I"] as [Column])
    func names(integer: Column) throws {
        let read = try read { (row) throws(DatabaseError) in
            (try row.integer(integer), try row.real("r"), try row.text("t"), try row.blob("b"), try row.boolean("i"))
        }
        #expect(read == (1, 1.5, "x", [0, 255], true))
    }

    @Test("Every type is read by position")
    func positions() throws {
        let read = try read { (row) throws(DatabaseError) in
            (try row.integer(0), try row.real(1), try row.text(2), try row.blob(3), try row.value(4))
        }
        #expect(read == (1, 1.5, "x", [0, 255], .null))
    }

    @Test("An optional is a value where there is one")
    func optionals() throws {
        let read = try read { (row) throws(DatabaseError) in
            (
                try row.optionalInteger("i"), try row.optionalReal("r"), try row.optionalText("t"),
                try row.optionalBlob("b")
            )
        }
        #expect(read == (1, 1.5, "x", [0, 255]))
    }

    @Test("A number is INTEGER or REAL, and nothing that SQLite would make one of")
    func numbers() throws {
        #expect(try read { (row) throws(DatabaseError) in try row.optionalNumber(0) } == 1)
        #expect(try read { (row) throws(DatabaseError) in try row.optionalNumber(1) } == 1.5)
        #expect(
            try #require(
                try Database(path: scratch.file()).row(Self.oneOfEach) {
                    (row) throws(DatabaseError) in [try row.optionalNumber(4)]
                }) == [nil])
        for index in [2, 3, 5, 99] {
            let error = #expect(throws: DatabaseError.self) {
                try read { (row) throws(DatabaseError) in try row.optionalNumber(index) }
            }
            #expect(error?.code == (index == 99 ? .range : .mismatch))
        }
    }

    @Test("An optional is nil for NULL")
    func nulls() throws {
        let read = try read { (row) throws(DatabaseError) in
            (
                try row.optionalInteger("n"), try row.optionalReal("n"), try row.optionalText("n"),
                try row.optionalBlob("n")
            )
        }
        #expect(read == (nil, nil, nil, nil))
    }

    typealias Reader = @Sendable (borrowing Row, Column) throws(DatabaseError) -> Void

    static let readers: [(wanted: String, column: Column, own: Column, read: Reader)] = [
        ("INTEGER", "digits", "i", { (row, column) throws(DatabaseError) in _ = try row.integer(column) }),
        ("INTEGER", "digits", "n", { (row, column) throws(DatabaseError) in _ = try row.optionalInteger(column) }),
        ("REAL", "i", "r", { (row, column) throws(DatabaseError) in _ = try row.real(column) }),
        ("REAL", "i", "n", { (row, column) throws(DatabaseError) in _ = try row.optionalReal(column) }),
        ("TEXT", "i", "t", { (row, column) throws(DatabaseError) in _ = try row.text(column) }),
        ("TEXT", "b", "n", { (row, column) throws(DatabaseError) in _ = try row.optionalText(column) }),
        ("BLOB", "t", "b", { (row, column) throws(DatabaseError) in _ = try row.blob(column) }),
        ("BLOB", "t", "n", { (row, column) throws(DatabaseError) in _ = try row.optionalBlob(column) }),
        ("INTEGER", "t", "i", { (row, column) throws(DatabaseError) in _ = try row.boolean(column) }),
        ("0 or 1", "two", "i", { (row, column) throws(DatabaseError) in _ = try row.boolean(column) }),
        ("INTEGER", "n", "i", { (row, column) throws(DatabaseError) in _ = try row.integer(column) }),
        ("REAL", "n", "r", { (row, column) throws(DatabaseError) in _ = try row.real(column) }),
        ("TEXT", "n", "t", { (row, column) throws(DatabaseError) in _ = try row.text(column) }),
        ("BLOB", "n", "b", { (row, column) throws(DatabaseError) in _ = try row.blob(column) }),
    ]

    @Test("A wrong type is an error that names the column and the types, and the right one is none", arguments: readers)
    func mismatch(wanted: String, column: Column, own: Column, read: Reader) throws {
        try self.read { (row) throws(DatabaseError) in try read(row, own) }
        let error = #expect(throws: DatabaseError.self) {
            try self.read { (row) throws(DatabaseError) in try read(row, column) }
        }
        #expect(error?.code == .mismatch)
        #expect(error?.message.hasPrefix("column \(column) holds ") == true)
        #expect(error?.message.hasSuffix(", not \(wanted)") == true)
    }

    @Test("A column that is not there is an error", arguments: ["absent", "", 7, -1, .index(.max)] as [Column])
    func unknownColumn(column: Column) throws {
        let error = #expect(throws: DatabaseError.self) {
            try read { (row) throws(DatabaseError) in try row.value(column) }
        }
        #expect(error?.code == .range)
        #expect(error?.message == "no column \(column) in the result")
    }
}
