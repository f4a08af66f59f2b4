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

    package static let error = ResultCode(SQLITE_ERROR)
    package static let busy = ResultCode(SQLITE_BUSY)
    package static let noMemory = ResultCode(SQLITE_NOMEM)
    package static let readOnly = ResultCode(SQLITE_READONLY)
    package static let corrupt = ResultCode(SQLITE_CORRUPT)
    package static let full = ResultCode(SQLITE_FULL)
    package static let cannotOpen = ResultCode(SQLITE_CANTOPEN)
    package static let constraint = ResultCode(SQLITE_CONSTRAINT)
    package static let mismatch = ResultCode(SQLITE_MISMATCH)
    package static let range = ResultCode(SQLITE_RANGE)
    package static let notADatabase = ResultCode(SQLITE_NOTADB)
}
