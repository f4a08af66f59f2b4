import Testing

@testable import SQL
@testable import SQLite

@Suite("Queries by cardinality")
struct QueryTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func threeNames() throws -> Database {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        try database.execute("INSERT INTO names(name) VALUES(?), (?), (?)", "a", "b", "c")
        return database
    }

    @Test("rows gives all of them in order, or none")
    func rows() throws {
        let database = try threeNames()
        let all = try database.rows("SELECT name FROM names ORDER BY name DESC") { (row) throws(DatabaseError) in
            try row.text("name")
        }
        #expect(all == ["c", "b", "a"])
        #expect(try database.rows("SELECT id FROM names WHERE id > ?", 3) { _ in true }.isEmpty)
    }

    @Test("row and value give one or nil, and refuse a second")
    func one() throws {
        let database = try threeNames()
        #expect(try database.value("SELECT name FROM names WHERE id = ?", 2) == "b")
        #expect(try database.value("SELECT name FROM names WHERE id = ?", 9) == nil)
        #expect(try database.row("SELECT id FROM names WHERE id = ?", 9) { _ in true } == nil)
        let error = #expect(throws: DatabaseError.self) { try database.value("SELECT name FROM names WHERE id > ?", 1) }
        #expect(error?.message == "more than one row")
    }

    @Test("changes counts the rows that were written")
    func changes() throws {
        let database = try threeNames()
        #expect(database.changes == 3)
        try database.execute("UPDATE names SET name = name || '!' WHERE id < 3")
        #expect(database.changes == 2)
        try database.execute("DELETE FROM names WHERE id = 99")
        #expect(database.changes == 0)
    }

    @Test("INSERT … RETURNING through row is complete: another connection sees it")
    func returning() throws {
        let database = try threeNames()
        let id = try database.row("INSERT INTO names(name) VALUES(?) RETURNING id", "d") {
            (row) throws(DatabaseError) in
            try row.integer("id")
        }
        #expect(id == 4)
        #expect(try Database(path: scratch.file()).value("SELECT name FROM names WHERE id = 4") == "d")
    }

    @Test("Too few and too many values are an error", arguments: [[], [1], [1, 2, 3]] as [[Value]])
    func valueCount(values: [Value]) throws {
        let database = try Database(path: scratch.file())
        let sql = "SELECT ? + ?"
        let error = #expect(throws: DatabaseError.self) {
            switch values.count {
            case 0: try database.execute(sql)
            case 1: try database.execute(sql, values[0])
            default: try database.execute(sql, values[0], values[1], values[2])
            }
        }
        #expect(error?.code == .range)
        #expect(error?.message == "takes 2 values, got \(values.count)")
        #expect(try database.value(sql, 1, 2) == 3)
    }

    @Test(
        "Anything but one statement is an error",
        arguments: [
            ("SELECT 1; SELECT 2", "more than one statement"), ("SELECT 1; -- then", "more than one statement"),
            ("", "no statement"), ("-- nothing", "no statement"),
        ])
    func statementCount(sql: String, message: String) throws {
        let database = try Database(path: scratch.file())
        let error = #expect(throws: DatabaseError.self) { try database.execute(sql) }
        #expect(error?.message == message)
    }

    @Test("A semicolon and white space at the end are none", arguments: ["SELECT 1;", " SELECT 1 ;\n\t\r\n "])
    func trailingSpace(sql: String) throws {
        #expect(try Database(path: scratch.file()).value(sql) == 1)
    }
}
