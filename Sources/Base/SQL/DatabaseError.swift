/// A failed call of the database, or a refusal of our own under the engine's best fitting code.
///
/// It has the SQL, which is the program's own text, and never a bound value: those are people's data and keys.
package struct DatabaseError: Error, CustomStringConvertible {
    package let code: ErrorCode
    package let message: String
    /// The statement with its `?`; nil if there was none, as when opening a file.
    package let sql: String?
    /// What an operator can do about it, if known.
    package let hint: String?

    package init(_ code: ErrorCode, _ message: String, sql: String? = nil, hint: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
        self.hint = hint
    }

    /// One line, fit for a log; long SQL is truncated.
    package var description: String {
        let statement = sql.map {
            " in: " + $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300)
        }
        return "\(code): \(message)" + (hint.map { " (\($0))" } ?? "") + (statement ?? "")
    }

    /// The same error, with a message that begins with what was being done.
    package func during(_ operation: String) -> DatabaseError {
        DatabaseError(code, "\(operation): \(message)", sql: sql, hint: hint)
    }
}
