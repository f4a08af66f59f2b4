/// A text that is not JSON, or not JSON that can be held.
package struct JSONError: Error, CustomStringConvertible {
    /// Line of the fault, from 1; 0 when the place is not known.
    package let line: Int
    /// What is wrong. It may quote the text at the fault, so it is for tests and tools, not for logs.
    package let message: String

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
