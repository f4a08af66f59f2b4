internal import JSON
internal import Platform
internal import WeChat

/// One record of a file as it stands there, or what is wrong with it.
struct RecordItem {
    /// From 1.
    let line: Int
    let value: Result<JSONValue, RecordFault>

    static func fault(_ line: Int, _ message: String) -> RecordItem {
        RecordItem(line: line, value: .failure(RecordFault(line: line, message: message)))
    }
}

/// Gives a file's records one after another, in memory that does not depend on the file's size.
protocol RecordSource {
    /// The next one; nil at the end.
    mutating func next() throws(FileSystemError) -> RecordItem?
}

/// JSON Lines; empty lines are passed over.
struct JSONLinesSource: RecordSource {
    private var lines: LineReader

    init(_ file: InputFile) { lines = LineReader(file) }

    mutating func next() throws(FileSystemError) -> RecordItem? {
        while let line = try lines.next() {
            guard let text = line.text else { return .fault(line.number, LineReader.tooLong) }
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            guard let value = try? JSONValue(parsing: text, limits: .own, rejectsDuplicates: true) else {
                return .fault(line.number, "is not JSON, or has a member twice")
            }
            return RecordItem(line: line.number, value: .success(value))
        }
        return nil
    }
}

/// Cuts a file into lines.
struct LineReader {
    struct Line {
        let number: Int
        /// Without its end; nil when it is longer than a line may be.
        let text: [UInt8]?
    }

    static let longest = 1 << 20
    static let tooLong = "is longer than \(longest) bytes"

    private let file: InputFile
    private var buffer: [UInt8] = []
    private var start = 0
    private var number = 0
    private var isAtEnd = false

    init(_ file: InputFile) { self.file = file }

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
                return Line(number: number, text: isTooLong ? nil : withoutMark(line))
            }
            guard try refill() else {
                let isEmpty = line.isEmpty && !isTooLong
                return isEmpty ? nil : Line(number: number, text: isTooLong ? nil : withoutMark(line))
            }
        }
    }

    private mutating func refill() throws(FileSystemError) -> Bool {
        start = 0
        buffer = isAtEnd ? [] : try file.read(1 << 16)
        isAtEnd = buffer.isEmpty
        return !isAtEnd
    }

    /// Some editors begin a file with a byte order mark.
    private func withoutMark(_ line: [UInt8]) -> [UInt8] {
        number == 1 && line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
    }
}
