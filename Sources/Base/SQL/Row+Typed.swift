/// Readers that expect one type and throw `SQLITE_MISMATCH` for any other, where SQLite would convert: it reads text
/// that is not a number as 0.
extension Row {
    /// By position, which is what a literal number means: the usual way to read most columns.
    package func integer(_ index: Int) throws(DatabaseError) -> Int64 {
        if let number = integerIfAny(index) { return number }
        return try integer(Column.index(index))
    }

    package func optionalInteger(_ index: Int) throws(DatabaseError) -> Int64? {
        if let number = integerIfAny(index) { return number }
        return try optionalInteger(Column.index(index))
    }

    package func integer(_ column: Column) throws(DatabaseError) -> Int64 {
        try required(column, "INTEGER", optionalInteger(column))
    }

    package func optionalInteger(_ column: Column) throws(DatabaseError) -> Int64? {
        switch try value(column) {
        case .integer(let found): return found
        case .null: return nil
        case let value: throw mismatch(column, holds: value, wanted: "INTEGER")
        }
    }

    /// INTEGER or REAL: a column of INTEGER affinity stores a number as one or the other.
    package func optionalNumber(_ index: Int) throws(DatabaseError) -> Double? {
        if let number = integerIfAny(index) { return Double(number) }
        switch try value(.index(index)) {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        case .null: return nil
        case let value: throw mismatch(.index(index), holds: value, wanted: "INTEGER or REAL")
        }
    }

    package func text(_ index: Int) throws(DatabaseError) -> String {
        if let text = textIfAny(index) { return text }
        return try text(Column.index(index))
    }

    package func optionalText(_ index: Int) throws(DatabaseError) -> String? {
        if let text = textIfAny(index) { return text }
        return try optionalText(Column.index(index))
    }

    package func real(_ column: Column) throws(DatabaseError) -> Double {
        try required(column, "REAL", optionalReal(column))
    }

    package func optionalReal(_ column: Column) throws(DatabaseError) -> Double? {
        switch try value(column) {
        case .real(let number): return number
        case .null: return nil
        case let value: throw mismatch(column, holds: value, wanted: "REAL")
        }
    }

    package func text(_ column: Column) throws(DatabaseError) -> String {
        try required(column, "TEXT", optionalText(column))
    }

    package func optionalText(_ column: Column) throws(DatabaseError) -> String? {
        switch try value(column) {
        case .text(let found): return found
        case .null: return nil
        case let value: throw mismatch(column, holds: value, wanted: "TEXT")
        }
    }

    package func blob(_ column: Column) throws(DatabaseError) -> [UInt8] {
        try required(column, "BLOB", optionalBlob(column))
    }

    package func optionalBlob(_ column: Column) throws(DatabaseError) -> [UInt8]? {
        switch try value(column) {
        case .blob(let found): return found
        case .null: return nil
        case let value: throw mismatch(column, holds: value, wanted: "BLOB")
        }
    }

    /// INTEGER 1 or 0, as `Value(_: Bool)` writes it; any other number is also a mismatch.
    package func boolean(_ column: Column) throws(DatabaseError) -> Bool {
        let number = try integer(column)
        guard number == 0 || number == 1 else { throw mismatch(column, holds: .integer(number), wanted: "0 or 1") }
        return number == 1
    }

    private func required<T>(_ column: Column, _ wanted: String, _ found: T?) throws(DatabaseError) -> T {
        guard let found else { throw mismatch(column, holds: .null, wanted: wanted) }
        return found
    }
}
