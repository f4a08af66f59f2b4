import JSON

extension JSONValue {
    /// The strings of a JSON array, as lists are stored in the database.
    static func strings(_ text: String) -> [String] {
        (try? JSONValue(parsing: Array(text.utf8), limits: .own))?.elements?.compactMap(\.string) ?? []
    }
}
