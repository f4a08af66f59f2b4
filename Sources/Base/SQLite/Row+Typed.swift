/// Readers that expect one type and throw `SQLITE_MISMATCH` for any other, where SQLite would convert: it reads text
/// that is not a number as 0.
extension Row {
    /// By position, which is what a literal number means: the usual way to read most columns.
    package func integer(_ index: Int) throws(SQLiteError) -> Int64 {
        if let number = integerIfAny(index) { return number }
        return try integer(.index(index))
    }

    package func optionalInteger(_ index: Int) throws(SQLiteError) -> Int64? {
        if let number = integerIfAny(index) { return number }
        return try integerOrNull(.index(index))
    }

    package func integer(_ column: Column) throws(SQLiteError) -> Int64 {
        try required(column, "INTEGER", optionalInteger(column))
    }

    package func optionalInteger(_ column: Column) throws(SQLiteError) -> Int64? {
        try integerOrNull(column)
    }

    /// INTEGER or REAL: a column of INTEGER affinity stores a number as one or the other.
    package func optionalNumber(_ index: Int) throws(SQLiteError) -> Double? {
        if let number = integerIfAny(index) { return Double(number) }
        switch try value(.index(index)) {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        case .null: return nil
        case let value: throw mismatch(.index(index), holds: value, wanted: "INTEGER or REAL")
        }
    }

    package func text(_ index: Int) throws(SQLiteError) -> String {
        if let text = textIfAny(index) { return text }
        return try text(.index(index))
    }

    package func optionalText(_ index: Int) throws(SQLiteError) -> String? {
        if let text = textIfAny(index) { return text }
        return try textOrNull(.index(index))
    }

    package func real(_ column: Column) throws(SQLiteError) -> Double {
        try required(column, "REAL", optionalReal(column))
    }

    package func optionalReal(_ column: Column) throws(SQLiteError) -> Double? {
        switch try value(column) {
        case .real(let number): return number
        case .null: return nil
        case let value: throw mismatch(column, holds: value, wanted: "REAL")
        }
    }

    package func text(_ column: Column) throws(SQLiteError) -> String {
        try required(column, "TEXT", optionalText(column))
    }

    package func optionalText(_ column: Column) throws(SQLiteError) -> String? {
        try textOrNull(column)
    }

    package func blob(_ column: Column) throws(SQLiteError) -> [UInt8] {
        try required(column, "BLOB", optionalBlob(column))
    }

    package func optionalBlob(_ column: Column) throws(SQLiteError) -> [UInt8]? {
        try blobOrNull(column)
    }

    /// INTEGER 1 or 0, as `Value(_: Bool)` writes it; any other number is also a mismatch.
    package func boolean(_ column: Column) throws(SQLiteError) -> Bool {
        let number = try integer(column)
        guard number == 0 || number == 1 else { throw mismatch(column, holds: .integer(number), wanted: "0 or 1") }
        return number == 1
    }

    private func required<T>(_ column: Column, _ wanted: String, _ found: T?) throws(SQLiteError) -> T {
        guard let found else { throw mismatch(column, holds: .null, wanted: wanted) }
        return found
    }
}
