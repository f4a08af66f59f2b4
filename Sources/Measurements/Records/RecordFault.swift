/// An error in one line of a file of records.
package struct RecordFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1; the first line of a record with several.
    package let line: Int
    package let message: String

    package var description: String { "line \(line): \(message)" }

    package init(line: Int, message: String) {
        self.line = line
        self.message = message
    }
}
