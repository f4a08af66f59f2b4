internal import CSQLite

/// A result code of SQLite, in SQLite's own spelling, so that it can be searched for:
/// <https://sqlite.org/rescode.html>.
package struct ResultCode: Equatable, Sendable, CustomStringConvertible {
    /// The extended code, with the primary one in its lowest byte.
    package let number: Int32

    package init(_ number: Int32) { self.number = number }

    /// `SQLITE_CONSTRAINT` for `SQLITE_CONSTRAINT_UNIQUE`.
    package var primary: ResultCode { ResultCode(number & 0xFF) }

    /// `SQLITE_BUSY`. A code newer than this table is described by its primary name and its number.
    package var description: String {
        Self.names[number] ?? "\(Self.names[number & 0xFF] ?? "SQLITE")(\(number))"
    }

    /// A primary code matches its extended ones too, as in `catch where error.resultCode ~= .SQLITE_BUSY`.
    package static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
        pattern == code || pattern == code.primary
    }

    package static let SQLITE_ERROR = ResultCode(CSQLite.SQLITE_ERROR)
    package static let SQLITE_BUSY = ResultCode(CSQLite.SQLITE_BUSY)
    package static let SQLITE_NOMEM = ResultCode(CSQLite.SQLITE_NOMEM)
    package static let SQLITE_READONLY = ResultCode(CSQLite.SQLITE_READONLY)
    package static let SQLITE_CORRUPT = ResultCode(CSQLite.SQLITE_CORRUPT)
    package static let SQLITE_FULL = ResultCode(CSQLite.SQLITE_FULL)
    package static let SQLITE_CANTOPEN = ResultCode(CSQLite.SQLITE_CANTOPEN)
    package static let SQLITE_CONSTRAINT = ResultCode(CSQLite.SQLITE_CONSTRAINT)
    package static let SQLITE_MISMATCH = ResultCode(CSQLite.SQLITE_MISMATCH)
    package static let SQLITE_RANGE = ResultCode(CSQLite.SQLITE_RANGE)
    package static let SQLITE_NOTADB = ResultCode(CSQLite.SQLITE_NOTADB)
}
