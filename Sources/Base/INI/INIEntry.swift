/// One `key = value` of an INI text.
package struct INIEntry: Sendable, Equatable {
    /// The name in brackets above the entry; empty before the first such line.
    package let section: String
    package let key: String
    /// Without surrounding white space and trailing comment. The lines of a continued value are joined by newlines; the
    /// key's own line does not count if only the continuation has a value.
    package let value: String
    /// The line of the key, counted from 1.
    package let line: Int
}
