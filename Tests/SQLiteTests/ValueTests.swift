import Testing

@testable import SQL
@testable import SQLite

@Suite("Values to and from columns")
struct ValueTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    static let exactValues: [Value] = [
        .null, 0, -1, .integer(.max), .integer(.min), .integer((1 << 53) + 1), 1.5, .real(-0.1),
        .real(.greatestFiniteMagnitude), .real(.infinity), "", "text", "nul \0 inside", "\0", "微信 👩‍👩‍👧 e\u{301}",
        .blob([]), .blob([0, 255, 0]), .blob([UInt8](repeating: 7, count: 100_000)), true, false,
    ]

    @Test("Comes back as it was bound", arguments: exactValues)
    func roundTrip(value: Value) throws {
        let database = try Database(path: scratch.file())
        try database.execute("CREATE TABLE t(x)")
        try database.execute("INSERT INTO t VALUES(?)", value)
        let read = try #require(try database.value("SELECT x FROM t"))
        #expect(read == value)
        #expect(try database.value("SELECT upper(typeof(x)) FROM t") == .text(value.storageClass))
    }

    /// Equal strings can differ in their bytes, so equality alone would not show a normalization.
    @Test("Text keeps its very bytes, the NUL included")
    func textBytes() throws {
        let database = try Database(path: scratch.file())
        let text = "a\0e\u{301}é"
        #expect(try database.value("SELECT hex(CAST(? AS BLOB))", .text(text)) == "610065CC81C3A9")
        let read = try database.row("SELECT ?", .text(text)) { (row) throws(DatabaseError) in try row.text(0) }
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(
        "Text that is not UTF-8 is read with replacement characters",
        arguments: [
            ("61FF62", "a\u{FFFD}b"), ("F09F", "\u{FFFD}"), ("C0", "\u{FFFD}"),
        ])
    func invalidText(hex: String, expected: String) throws {
        let database = try Database(path: scratch.file())
        #expect(try database.value("SELECT CAST(x'\(hex)' AS TEXT)") == .text(expected))
    }

    @Test("Nil is NULL for every optional type")
    func optionals() {
        #expect(Value(String?.none) == .null)
        #expect(Value(Int64?.none) == .null)
        #expect(Value(Double?.none) == .null)
        #expect(Value([UInt8]?.none) == .null)
        #expect(Value(String?.some("")) == .text(""))
        #expect(Value(Int64?.some(0)) == .integer(0))
        #expect(Value(Double?.some(0)) == .real(0))
        #expect(Value([UInt8]?.some([])) == .blob([]))
    }

    @Test("NaN becomes NULL, as the documentation has it")
    func notANumber() throws {
        #expect(try Database(path: scratch.file()).value("SELECT ?", .real(.nan)) == .null)
    }
}
