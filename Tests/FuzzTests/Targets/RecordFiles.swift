import JSON
import Platform
import WeChat

@testable import Measurements
@testable import RecordTransfer

/// Files of records: each row is a record or a fault, and a record comes back as it was.
enum RecordFiles {
    static func checkCSV(_ bytes: [UInt8]) throws {
        try check {
            CSVSource($0)
        } of: {
            bytes
        }
    }

    static func checkJSONLines(_ bytes: [UInt8]) throws {
        try check {
            JSONLinesSource($0)
        } of: {
            bytes
        }
    }

    private static func check(_ source: (TextInput) -> some RecordSource, of bytes: () -> [UInt8]) throws {
        let file = try TemporaryBytes(bytes())
        guard let input = try? TextInput(InputFile(file.path)) else { return }
        var source = source(input)
        var count = 0
        while let item = try source.next() {
            count += 1
            try promise(count <= bytes().count + 1, "there are no more records than bytes")
            guard case .success(let value) = item.value, let record = try? RecordReader.read(value) else { continue }
            try checkWriting(record.draft)
        }
    }

    private static func checkWriting(_ record: RecordDraft) throws {
        let json = RecordWriter(format: .json).line(record)
        let value = try JSONValue(parsing: json, limits: .own, rejectsDuplicates: true)
        try promise((try? RecordReader.read(value))?.draft == record, "a record comes back from JSON")
        let writer = RecordWriter(format: .csv)
        let header = try CSVHeader(Array(writer.header.dropFirst(3).dropLast(2)))
        let cells = CSVRows.cells(Array(writer.line(record).dropLast(2)), by: CSVRows.separators[0])
        let object = try cells.flatMap { try header?.object($0) }
        try promise(object.flatMap { try? RecordReader.read($0) }?.draft == record, "a record comes back from CSV")
    }
}
