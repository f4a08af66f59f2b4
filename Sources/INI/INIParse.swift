/// The state of one parse: passes libinih one line after another, and collects the results.
///
/// libinih does not tell its handler line numbers, and reports the lines of a continued value as the same key again.
/// Feeding it one line at a time solves both: whatever the handler gets comes from the latest line.
struct INIParse {
    private let lines: [ArraySlice<UInt8>]
    /// The number of lines that libinih has received, which is the number of the current one.
    private var line = 0
    /// Whether libinih would add an indented line to the last entry's value; a section header ends that.
    private var hasOpenValue = false
    private var entries: [INIEntry] = []
    private var fault: INIError?

    init(_ text: [UInt8]) {
        lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }

    /// Puts the next line into `buffer`, NUL-terminated; false at the end, and after an error.
    mutating func feedLine(into buffer: UnsafeMutableBufferPointer<CChar>) -> Bool {
        guard fault == nil, line < lines.count else { return false }
        line += 1
        // ini.h: the buffer must be 3 bytes longer than the longest line.
        guard isText(lines[line - 1], limit: buffer.count - 3) else { return false }
        let bytes = isComment ? [] : lines[line - 1]
        if bytes.first == UInt8(ascii: "[") { hasOpenValue = false }
        let end = unsafe buffer.update(fromContentsOf: bytes.lazy.map(CChar.init(bitPattern:)))
        unsafe buffer[end] = 0
        return true
    }

    /// Accepts what libinih read from the current line; false means an error.
    mutating func take(_ section: String, _ key: String, _ value: String) -> Bool {
        if isIndented { return continueValue(value) }
        if key.isEmpty { return refuse("a key is missing before the value") }
        // libinih truncates longer names.
        if section.utf8.count >= 49 { return refuse("the name of this line's section is longer than 48 bytes") }
        if let first = entries.first(where: { $0.section == section && $0.key == key }) {
            return refuse("\(key) is already set on line \(first.line)")
        }
        entries.append(INIEntry(section: section, key: key, value: value, line: line))
        hasOpenValue = true
        return true
    }

    /// The entries, given the result of libinih: the first line that it did not understand, or 0.
    func result(faultyLine: Int) throws(INIError) -> [INIEntry] {
        if let fault, faultyLine == 0 || faultyLine >= fault.line { throw fault }
        guard faultyLine > 0 else { return entries }
        let isHeader = lines[faultyLine - 1].first { !isSpace($0) } == UInt8(ascii: "[")
        throw INIError(line: faultyLine, message: isHeader ? "a section's header lacks its ]" : "a line lacks its =")
    }

    private var isComment: Bool {
        let first = lines[line - 1].first { !isSpace($0) }
        return first == UInt8(ascii: ";") || first == UInt8(ascii: "#")
    }

    private var isIndented: Bool { lines[line - 1].first.map(isSpace) ?? false }

    /// Whether libinih can read the line as it is. Comments never reach it, so they may be of any length.
    private mutating func isText(_ bytes: ArraySlice<UInt8>, limit: Int) -> Bool {
        if bytes.contains(0) { return refuse("a line holds a NUL byte") }
        if String(validating: bytes, as: UTF8.self) == nil { return refuse("a line is not UTF-8") }
        guard isComment || bytes.count <= limit else { return refuse("a line is longer than \(limit) bytes") }
        return true
    }

    private mutating func continueValue(_ value: String) -> Bool {
        guard hasOpenValue, let last = entries.popLast() else {
            return refuse("an indented line has no value above it to continue; a key starts at the left edge")
        }
        let more = withoutComment(value)
        let value = last.value.isEmpty ? more : last.value + "\n" + more
        entries.append(INIEntry(section: last.section, key: last.key, value: value, line: last.line))
        return true
    }

    private mutating func refuse(_ message: String) -> Bool {
        fault = INIError(line: line, message: message)
        return false
    }
}

/// libinih removes a trailing comment from a key's line, but some versions leave it on a continuation line.
private func withoutComment(_ value: String) -> String {
    let bytes = Array(value.utf8)
    let comment = bytes.indices.dropFirst().first { bytes[$0] == UInt8(ascii: ";") && isSpace(bytes[$0 - 1]) }
    let end = bytes[..<(comment ?? bytes.endIndex)].lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
    return String(decoding: bytes[..<end], as: UTF8.self)
}

/// What libinih calls white space.
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
