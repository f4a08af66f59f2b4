/// Text files from other programs: settings, rules, secrets, and what an external command answers.
package enum TextFile {
    /// A file's text as UTF-8 without byte order mark, as `utf8(_:)` converts it.
    package static func read(_ path: String, limit: Int = 16 << 20) throws(FileSystemError) -> [UInt8] {
        let bytes = try FileSystem.read(path, limit: limit)
        do throws(TextEncodingError) { return try utf8(bytes) } catch {
            throw FileSystemError(operation: "read", path: path, message: "\(error)")
        }
    }

    /// A text as UTF-8 without byte order mark. UTF-16 is converted. Other encodings are refused by name, so that a
    /// text means the same to every program, whatever its host can convert. Line ends stay as they are.
    package static func utf8(_ bytes: [UInt8]) throws(TextEncodingError) -> [UInt8] {
        let (encoding, mark) = TextEncoding.ofStart(bytes) ?? (.utf8, 0)
        let rest = mark == 0 ? bytes : Array(bytes.dropFirst(mark))
        let text: [UInt8]
        switch encoding {
        case .utf8: text = rest
        case .utf16LittleEndian, .utf16BigEndian:
            var reader = UTF16Reader(isBigEndian: encoding == .utf16BigEndian)
            text = reader.convert(rest, isLast: true)
        case .utf32, .gb18030: throw TextEncodingError(line: nil, message: "is \(encoding.rawValue), and must be UTF-8")
        }
        guard let place = firstFault(in: text) else { return text }
        var guess = EncodingGuess()
        guess.take(rest)
        let line = text[..<place].count { $0 == 0x0A } + 1
        let isChinese = encoding == .utf8 && guess.encoding == .gb18030
        let message = isChinese ? "looks like GBK, and must be UTF-8" : "is not \(encoding.rawValue)"
        throw TextEncodingError(line: line, message: message)
    }

    /// The position of the first invalid UTF-8.
    package static func firstFault(in bytes: [UInt8]) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch { return error.byteOffsets.lowerBound }
    }
}
