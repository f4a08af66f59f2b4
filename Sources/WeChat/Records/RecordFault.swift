/// What is wrong with one line of a file of records.
package struct RecordFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; of the record's first line where it has several.
    package let line: Int
    package let message: String

    package var description: String { "line \(line): \(message)" }

    package init(line: Int, message: String) {
        self.line = line
        self.message = message
    }
}
