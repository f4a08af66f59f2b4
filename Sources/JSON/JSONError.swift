/// A text that is not JSON, or not JSON that can be held.
package struct JSONError: Error, CustomStringConvertible {
    /// Line of the fault, from 1; 0 when the place is not known.
    package let line: Int
    /// What is wrong. It may quote the text at the fault, so it is for tests and tools, not for logs.
    package let message: String
    /// Which limit the text exceeds, quoting nothing of it; nil when something else is wrong.
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
