/// The current row of a statement, while the closure runs that received it.
///
/// Not copyable and only lent, so that no closure can keep it: at the next row, its memory belongs to the engine again.
/// Values read from it are copies. The typed readers are in `Row+Typed.swift`.
package struct Row: ~Copyable {
    let cursor: any Cursor
    private let count: Int

    init(of cursor: any Cursor) {
        self.cursor = cursor
        count = cursor.columnCount
    }

    /// The column's value, of whatever type.
    package func value(_ column: Column) throws(DatabaseError) -> Value {
        try cursor.value(at: try index(of: column))
    }

    /// The column's INTEGER; nil for anything else, and if there is no such column.
    func integerIfAny(_ index: Int) -> Int64? { has(index) ? cursor.integer(at: index) : nil }

    /// The column's TEXT; nil for anything else, and if there is no such column.
    func textIfAny(_ index: Int) -> String? { has(index) ? cursor.text(at: index) : nil }

    /// The error for a column whose value has another type than the caller asked for. It names types, never the value.
    package func mismatch(_ column: Column, holds value: Value, wanted: String) -> DatabaseError {
        DatabaseError(.mismatch, "column \(column) holds \(value.storageClass), not \(wanted)", sql: cursor.sql)
    }

    private func has(_ index: Int) -> Bool { 0 <= index && index < count }

    /// The index of an existing column.
    ///
    /// A scan, not a dictionary: results have few columns, and a statement's columns can change with the schema.
    private func index(of column: Column) throws(DatabaseError) -> Int {
        switch column {
        case .index(let index): if has(index) { return index }
        case .name(let name):
            if let found = (0..<count).first(where: { cursor.column($0, isNamed: name) }) { return found }
        }
        throw DatabaseError(.range, "no column \(column) in the result", sql: cursor.sql)
    }
}
