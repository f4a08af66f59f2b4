/// A running statement and its current row. Columns are counted from 0, and ``Row`` has checked the numbers.
package protocol Cursor: AnyObject {
    var sql: String { get }

    /// Runs to the next row; false if there is none.
    func step() throws(DatabaseError) -> Bool

    var columnCount: Int { get }

    /// Whether the column has this name, without regard to the case of ASCII letters.
    func column(_ index: Int, isNamed name: String) -> Bool

    /// The column's value in the current row, of whatever type.
    func value(at index: Int) throws(DatabaseError) -> Value

    /// The column's INTEGER; nil for anything else.
    func integer(at index: Int) -> Int64?

    /// The column's TEXT; nil for anything else.
    func text(at index: Int) -> String?
}
