/// How the characters of a text are written as bytes.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case utf32 = "UTF-32"
    /// What Chinese Windows calls ANSI; includes GBK and GB 2312.
    case gb18030 = "GB18030"

    /// Bytes that `ofStart` needs, if there are as many.
    static let longestMark = 4

    /// The encoding that the first bytes of a text reveal, and the length of its byte order mark; nil when they reveal
    /// none.
    ///
    /// UTF-16 is recognized without a mark, too, by the NULs in its first two characters: our files begin with ASCII.
    static func ofStart(_ bytes: [UInt8]) -> (encoding: TextEncoding, mark: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32, 4) }
        if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        guard bytes.count >= longestMark else { return nil }
        if isText(bytes[0]), bytes[1] == 0, isText(bytes[2]), bytes[3] == 0 { return (.utf16LittleEndian, 0) }
        if bytes[0] == 0, isText(bytes[1]), bytes[2] == 0, isText(bytes[3]) { return (.utf16BigEndian, 0) }
        return nil
    }

    /// Whether a byte is an ASCII character that occurs in texts.
    private static func isText(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte || [0x09, 0x0A, 0x0D].contains(byte) }
}

/// A text in an encoding that is not accepted. It quotes nothing of the text.
package struct TextEncodingError: Error, Equatable, CustomStringConvertible {
    /// Counted from 1; nil: the whole text.
    package let line: Int?
    /// About the line, or the text.
    package let message: String

    package var description: String { (line.map { "line \($0) " } ?? "") + message }
}
