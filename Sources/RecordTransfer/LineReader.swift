internal import Platform

/// Splits a text into lines.
struct LineReader {
    struct Line {
        let number: Int
        /// Without its line end.
        let text: [UInt8]
        /// Why the line cannot be read; nil when it is UTF-8 and not too long.
        let fault: String?
    }

    static let longest = 1 << 20

    private let input: TextInput
    private var buffer: [UInt8] = []
    private var start = 0
    private var number = 0
    private var isAtEnd = false

    init(_ input: TextInput) { self.input = input }

    mutating func next() throws(FileSystemError) -> Line? {
        number += 1
        var line: [UInt8] = []
        var isTooLong = false
        while true {
            let end = buffer[start...].firstIndex(of: 0x0A)
            let part = buffer[start..<(end ?? buffer.count)]
            isTooLong = isTooLong || line.count + part.count > LineReader.longest
            if isTooLong { line = [] } else { line += part }
            if let end {
                start = end + 1
                return made(line, isTooLong)
            }
            guard try refill() else { return line.isEmpty && !isTooLong ? nil : made(line, isTooLong) }
        }
    }

    private mutating func refill() throws(FileSystemError) -> Bool {
        start = 0
        buffer = isAtEnd ? [] : try input.read()
        isAtEnd = buffer.isEmpty
        return !isAtEnd
    }

    private func made(_ text: [UInt8], _ isTooLong: Bool) -> Line {
        if isTooLong {
            return Line(number: number, text: [], fault: "is longer than \(LineReader.longest) bytes")
        }
        // A file in another encoding must not become a site full of question marks.
        let isText = TextFile.firstFault(in: text) == nil
        return Line(number: number, text: text, fault: isText ? nil : input.fault)
    }
}
