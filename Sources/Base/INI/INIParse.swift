/// The state of one parse: what the lines so far have said.
struct INIParse {
    private(set) var entries: [INIEntry] = []
    /// The number of the current line.
    private var line = 0
    private var section = ""
    /// Whether an indented line continues the last entry's value. A section header ends that.
    private var hasOpenValue = false

    /// Takes the next line, without its LF.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(INIError) {
        line += 1
        if bytes.contains(0) { throw fault("a line contains a NUL byte") }
        if String(validating: bytes, as: UTF8.self) == nil { throw fault("a line is not UTF-8") }
        let text = trimmed(line == 1 && bytes.starts(with: INIParse.mark) ? bytes.dropFirst(3) : bytes)
        guard let first = text.first, !INIParse.comments.contains(first) else { return }
        let isIndented = bytes.first.map(isSpace) ?? false
        if isIndented && hasOpenValue { return continueValue(text) }
        if first == UInt8(ascii: "[") { return try enterSection(text.dropFirst()) }
        try addEntry(text, isIndented: isIndented)
    }

    private mutating func enterSection(_ text: ArraySlice<UInt8>) throws(INIError) {
        guard let end = text.firstIndex(of: UInt8(ascii: "]")), end < startOfComment(text) else {
            throw fault("a section header has no ]")
        }
        section = String(decoding: text[..<end], as: UTF8.self)
        hasOpenValue = false
    }

    private mutating func addEntry(_ text: ArraySlice<UInt8>, isIndented: Bool) throws(INIError) {
        guard let separator = text.firstIndex(where: INIParse.separators.contains), separator < startOfComment(text)
        else {
            throw fault("a line has no =")
        }
        if isIndented {
            throw fault("an indented line has no value above it to continue; a key starts at the left edge")
        }
        let key = String(decoding: trimmed(text[..<separator]), as: UTF8.self)
        if key.isEmpty { throw fault("a key is missing before the value") }
        if let first = entries.first(where: { $0.section == section && $0.key == key }) {
            throw fault("\(key) is already set on line \(first.line)")
        }
        entries.append(INIEntry(section: section, key: key, value: value(text[(separator + 1)...]), line: line))
        hasOpenValue = true
    }

    private mutating func continueValue(_ text: ArraySlice<UInt8>) {
        guard let last = entries.popLast() else { return }
        let value = last.value.isEmpty ? value(text) : last.value + "\n" + value(text)
        entries.append(INIEntry(section: last.section, key: last.key, value: value, line: last.line))
    }

    private func fault(_ message: String) -> INIError { INIError(line: line, message: message) }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let comments = Array(";#".utf8)
    private static let separators = Array("=:".utf8)
}

/// Without the comment and the white space around.
private func value(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: trimmed(text[..<startOfComment(text)]), as: UTF8.self)
}

/// Where the `;` is that follows white space; the end when there is none.
private func startOfComment(_ text: ArraySlice<UInt8>) -> Int {
    text.indices.dropFirst().first { text[$0] == UInt8(ascii: ";") && isSpace(text[$0 - 1]) } ?? text.endIndex
}

private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let start = text.firstIndex(where: { !isSpace($0) }), let end = text.lastIndex(where: { !isSpace($0) }) else {
        return []
    }
    return text[start...end]
}

/// What C calls white space.
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
