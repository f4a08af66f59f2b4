import Testing

@testable import Platform

/// `text` in an encoding, as the C library of the test's host has it; nothing of it is shared with what is tested.
private let samples: [(name: String, bytes: [UInt8], text: String)] = [
    ("UTF-8", Array("键 = 值\r\n".utf8), "键 = 值\r\n"), ("nothing", [], ""), ("one byte", [0x61], "a"),
    ("a mark", [0xEF, 0xBB, 0xBF, 0x61], "a"), ("a mark alone", [0xEF, 0xBB, 0xBF], ""),
    ("two marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], "\u{FEFF}"),
    ("UTF-16LE, marked", [0xFF, 0xFE, 0x61, 0, 0x2D, 0x4E, 0x3C, 0xD8, 0x05, 0xDF], "a中🌅"),
    ("UTF-16BE, marked", [0xFE, 0xFF, 0, 0x61, 0x4E, 0x2D, 0xD8, 0x3C, 0xDF, 0x05], "a中🌅"),
    ("UTF-16LE, a mark alone", [0xFF, 0xFE], ""), ("UTF-16LE", [0x5B, 0, 0x61, 0, 0x2D, 0x4E], "[a中"),
    ("UTF-16BE", [0, 0x7B, 0, 0x22, 0x4E, 0x2D], "{\"中"), ("a NUL", [0x61, 0, 0x62], "a\0b"),
    ("NULs", [0, 0, 0, 0], "\0\0\0\0"),
]

private let refused: [(name: String, bytes: [UInt8], error: TextEncodingError)] = [
    ("UTF-32LE", [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], .init(line: nil, message: "is UTF-32, and must be UTF-8")),
    ("UTF-32BE", [0, 0, 0xFE, 0xFF], .init(line: nil, message: "is UTF-32, and must be UTF-8")),
    ("GB18030's mark", [0x84, 0x31, 0x95, 0x33, 0x61], .init(line: nil, message: "is GB18030, and must be UTF-8")),
    // 晨起 and 联通; the latter's two characters are UTF-8 but for one byte.
    (
        "GBK", [0x61, 0x0A, 0x61, 0x0D, 0x0A, 0xB3, 0xBF, 0xC6, 0xF0],
        .init(line: 3, message: "looks like GBK, and must be UTF-8")
    ),
    ("Latin-1", Array("M".utf8) + [0xFC] + Array("ller".utf8), .init(line: 1, message: "is not UTF-8")),
    ("damage", Array("晨\n起".utf8).dropLast(), .init(line: 2, message: "is not UTF-8")),
    ("overlong", [0xC0, 0x80], .init(line: 1, message: "is not UTF-8")),
    ("half a character of UTF-16", [0xFF, 0xFE, 0x0A, 0, 0x3C, 0xD8], .init(line: 2, message: "is not UTF-16LE")),
    ("two first halves", [0xFE, 0xFF, 0xD8, 0x3C, 0xD8, 0x3C, 0xDF, 0x05], .init(line: 1, message: "is not UTF-16BE")),
    ("an odd number of bytes", [0xFF, 0xFE, 0x61, 0, 0x62], .init(line: 1, message: "is not UTF-16LE")),
]

@Suite("A text that a program of somebody's wrote")
struct TextFileTests {
    @Test("is UTF-8 without a mark, whatever it was", arguments: samples.indices)
    func texts(index: Int) throws {
        let (name, bytes, text) = samples[index]
        #expect(try TextFile.utf8(bytes) == Array(text.utf8), "\(name)")
    }

    @Test("is refused by the name of its encoding, with the line where that is known", arguments: refused.indices)
    func refusals(index: Int) {
        let (name, bytes, error) = refused[index]
        #expect(throws: error, "\(name)") { try TextFile.utf8(bytes) }
    }

    @Test("in a file is refused with the file's name")
    func files() throws {
        let scratch = try ScratchDirectory()
        let path = try scratch.write([0xEF, 0xBB, 0xBF, 0x61])
        #expect(try TextFile.read(path) == [0x61])
        _ = try scratch.write([0x0A, 0xB3, 0xBF, 0xC6, 0xF0])
        do throws(FileSystemError) {
            _ = try TextFile.read(path)
            Issue.record("it was read")
        } catch { #expect("\(error)" == "\(path): read: line 2 looks like GBK, and must be UTF-8") }
        #expect(throws: FileSystemError.self) { try TextFile.read(path, limit: 4) }
    }

    @Test("is refused or becomes UTF-8, whatever bytes it has")
    func anything() {
        var random = SeededBytes(1)
        var refusals = 0
        for _ in 0..<100_000 {
            let sample = samples[random.number(0...samples.count - 1)].bytes
            let bytes = random.mutated(sample + (Bool.random(using: &random) ? [0x0A, 0xE6, 0x99, 0xA8] : []))
            do throws(TextEncodingError) {
                let text = try TextFile.utf8(bytes)
                if String(validating: text, as: UTF8.self) == nil { Issue.record("\(bytes) became \(text)") }
            } catch { refusals += 1 }
        }
        #expect((10_000...90_000).contains(refusals), "both happen")
    }
}
