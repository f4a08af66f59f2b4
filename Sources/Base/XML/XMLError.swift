/// A text that is not XML, or is XML that is not accepted here. It quotes nothing of the text.
package struct XMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Line of the error, counted from 1; 0 when unknown.
    package let line: Int
    package let message: String

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
