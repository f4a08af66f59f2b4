/// A text that is not JSON, or is JSON that cannot be represented.
package struct JSONError: Error, CustomStringConvertible {
    /// Line of the error, counted from 1; 0 when unknown.
    package let line: Int
    /// What is wrong. It may quote the text at that place, so it is for tests and tools, not for logs.
    package let message: String
    /// The limit that the text exceeds, quoting nothing of it; nil when something else is wrong.
    package let excess: String?

    init(line: Int, message: String) {
        self.line = line
        self.message = message
        excess = nil
    }

    init(excess: String) {
        line = 0
        message = excess
        self.excess = excess
    }

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
