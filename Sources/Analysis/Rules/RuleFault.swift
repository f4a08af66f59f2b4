/// One error in a rule file.
package struct RuleFault: Sendable, Equatable, CustomStringConvertible {
    /// Its place: `rules[12] "liver_strong" when.all[1]`; empty: the whole file.
    package let place: String
    package let message: String

    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}

/// Why a rule file cannot be used: every error in it, not only the first.
package struct RuleFileError: Error, CustomStringConvertible {
    package let file: String
    package let faults: [RuleFault]

    package var description: String { faults.map { "\(file): \($0)" }.joined(separator: "\n") }
}
