#if PORTABLE
    internal import CGB18030
#endif

/// Reads a text of any length as UTF-8 without byte order mark, piece by piece.
///
/// UTF-16 and GB18030 are converted. GB18030 has no mark, so the whole file is examined first; in a pipe, which can be
/// read only once, it is not recognized. Whatever is not UTF-8 after all is passed on unchanged.
package final class TextInput {
    package let encoding: TextEncoding
    /// How to describe a line that is not UTF-8.
    package var fault: String {
        let isPipe = file.size == nil && encoding == .utf8
        return "is not \(encoding.rawValue)" + (isPipe ? "; GBK is recognized in files only, not in a pipe" : "")
    }

    private let file: InputFile
    /// What was read to recognize the encoding, without the mark.
    private var start: [UInt8]
    private var convert: (_ piece: [UInt8], _ isLast: Bool) -> [UInt8] = { piece, _ in piece }
    private var isAtEnd = false

    private static let stride = 1 << 16

    /// - Throws: also when this host cannot convert from the file's encoding.
    package init(_ file: InputFile) throws(FileSystemError) {
        self.file = file
        start = try TextInput.start(of: file)
        if let (encoding, mark) = TextEncoding.ofStart(start) {
            self.encoding = encoding
            start.removeFirst(mark)
        } else {
            encoding = try TextInput.guess(file, start)
        }
        switch encoding {
        case .utf8: break
        case .utf16LittleEndian, .utf16BigEndian:
            var reader = UTF16Reader(isBigEndian: encoding == .utf16BigEndian)
            convert = { reader.convert($0, isLast: $1) }
        case .gb18030:
            #if PORTABLE
                var reader = GB18030Reader { gb18030_character($0) }
                convert = { reader.convert($0, isLast: $1) }
            #else
                guard let converter = CharacterConverter(from: encoding) else { throw refused }
                convert = { converter.convert($0, isLast: $1) }
            #endif
        case .utf32: throw refused
        }
    }

    /// At least one byte, none at the end.
    package func read() throws(FileSystemError) -> [UInt8] {
        while !isAtEnd {
            let piece = start.isEmpty ? try file.read(TextInput.stride) : start
            start = []
            isAtEnd = piece.isEmpty
            let text = convert(piece, isAtEnd)
            if !text.isEmpty { return text }
        }
        return []
    }

    private var refused: FileSystemError {
        FileSystemError(
            operation: "read", path: file.path, message: "is \(encoding.rawValue), which cannot be converted here",
            hint: "save it as UTF-8")
    }

    /// A pipe may give its first bytes one by one.
    private static func start(of file: InputFile) throws(FileSystemError) -> [UInt8] {
        var start = try file.read(stride)
        while start.count < TextEncoding.longestMark {
            let more = try file.read(stride)
            if more.isEmpty { break }
            start += more
        }
        return start
    }

    /// Examines the whole file, then returns to the end of `start`.
    private static func guess(_ file: InputFile, _ start: [UInt8]) throws(FileSystemError) -> TextEncoding {
        guard file.size != nil else { return .utf8 }
        var guess = EncodingGuess()
        var piece = start
        while !piece.isEmpty {
            guess.take(piece)
            piece = try file.read(stride)
        }
        try file.seek(to: start.count)
        return guess.encoding
    }
}
