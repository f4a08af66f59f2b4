/// A text that is not XML, or not XML that is accepted here. It quotes nothing of the text.
package struct XMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Line of the fault, from 1; 0 when the place is not known.
    package let line: Int
    package let message: String

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
