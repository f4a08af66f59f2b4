/// The first error of an INI text. It quotes section and key, but no value, which may be a secret.
package struct INIError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    package let message: String

    package var description: String { "line \(line): \(message)" }
}
