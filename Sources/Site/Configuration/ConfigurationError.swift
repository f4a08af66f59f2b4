/// Why a configuration cannot be used: every error in it, not only the first.
package struct ConfigurationError: Error, CustomStringConvertible {
    /// One error and its place.
    package struct Fault: Sendable, CustomStringConvertible {
        package let file: String
        /// Counted from 1; nil when something is missing, which has no line.
        package let line: Int?
        /// `[section] key`; nil when the error is not in one setting.
        package let key: String?
        package let message: String

        package var description: String {
            file + (line.map { ":\($0)" } ?? "") + ": " + (key.map { $0 + ": " } ?? "") + message
        }
    }

    package let faults: [Fault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
