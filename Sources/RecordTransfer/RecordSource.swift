internal import JSON
internal import Measurements
internal import Platform
internal import WeChat

/// One record of a file, or what is wrong with it.
struct RecordItem {
    /// Counted from 1.
    let line: Int
    let value: Result<JSONValue, RecordFault>

    static func fault(_ line: Int, _ message: String) -> RecordItem {
        RecordItem(line: line, value: .failure(RecordFault(line: line, message: message)))
    }
}

/// Returns a file's records one by one, in memory that does not depend on the file's size.
protocol RecordSource {
    /// The next one; nil at the end.
    mutating func next() throws(FileSystemError) -> RecordItem?
}

/// JSON Lines; empty lines are skipped.
struct JSONLinesSource: RecordSource {
    private var lines: LineReader

    init(_ input: TextInput) { lines = LineReader(input) }

    mutating func next() throws(FileSystemError) -> RecordItem? {
        while let line = try lines.next() {
            if let fault = line.fault { return .fault(line.number, fault) }
            if line.text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            guard let value = try? JSONValue(parsing: line.text, limits: .own, rejectsDuplicates: true) else {
                return .fault(line.number, "is not JSON, or has a repeated member")
            }
            return RecordItem(line: line.number, value: .success(value))
        }
        return nil
    }
}
