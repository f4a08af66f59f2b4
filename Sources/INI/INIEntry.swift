/// One `key = value` of an INI text.
package struct INIEntry: Sendable, Equatable {
    /// The name between brackets above the entry, or empty above the first such line.
    package let section: String
    package let key: String
    /// Without surrounding white space and trailing comment. The lines of a continued value are joined by newlines; the
    /// key's own line does not count when nothing but the continuation holds a value.
    package let value: String
    /// The line of the key, from 1.
    package let line: Int
}
