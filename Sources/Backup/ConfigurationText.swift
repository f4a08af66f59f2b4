internal import Platform

/// What a restore must know about a configuration that is not in its place yet.
enum ConfigurationText {
    /// A path relative to the configuration file's folder.
    static func resolve(_ path: String, beside file: String) -> String {
        path.hasPrefix("/") ? path : FileSystem.directory(of: file) + "/" + path
    }

    /// The value of `state_dir`; nil if there is none.
    static func stateDirectory(in text: String) -> String? {
        for line in lines(text) {
            if line.first == "[" { return nil }
            if let value = value(line) { return value }
        }
        return nil
    }

    /// The text with another `state_dir`.
    static func replacingStateDirectory(in text: String, with path: String) -> String {
        var isDone = false
        let changed = lines(text).map { line in
            guard !isDone, value(line) != nil else { return String(line) }
            isDone = true
            return "state_dir = \(path)"
        }
        return changed.joined(separator: "\n")
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    private static func value(_ line: Substring) -> String? {
        guard let sign = line.firstIndex(of: "="), trimmed(line[..<sign]) == "state_dir" else { return nil }
        var value = line[line.index(after: sign)...]
        // As in INI texts: a semicolon after a blank begins a comment.
        var isAfterBlank = true
        for index in value.indices {
            if value[index] == ";" && isAfterBlank {
                value = value[..<index]
                break
            }
            isAfterBlank = value[index] == " " || value[index] == "\t"
        }
        return trimmed(value)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
        return String(text)
    }
}
