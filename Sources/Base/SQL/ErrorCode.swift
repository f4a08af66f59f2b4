/// The code of a failure, as its engine has it.
package struct ErrorCode: Equatable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code.
    package let number: Int32
    /// In the engine's own spelling, so that it can be searched for: `SQLITE_BUSY`.
    package let name: String

    package init(_ number: Int32, _ name: String) {
        self.number = number
        self.name = name
    }

    package var description: String { name }

    // What this module itself finds wrong has SQLite's codes for it, whichever the engine.
    static let misuse = ErrorCode(1, "SQLITE_ERROR")
    static let mismatch = ErrorCode(20, "SQLITE_MISMATCH")
    static let range = ErrorCode(25, "SQLITE_RANGE")
}
