import Foundation
import Testing

@testable import Platform

@Suite("A text that is read in pieces")
struct TextInputTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private func read(_ bytes: [UInt8]) throws -> (encoding: TextEncoding, text: [UInt8]) {
        try Self.read(TextInput(InputFile(scratch.write(bytes))))
    }

    private static func read(_ input: TextInput) throws -> (encoding: TextEncoding, text: [UInt8]) {
        var text: [UInt8] = []
        while true {
            let piece = try input.read()
            if piece.isEmpty { return (input.encoding, text) }
            text += piece
        }
    }

    /// As Foundation writes it.
    private static func bytes(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
        switch encoding {
        case .utf8: return Array(text.utf8)
        case .utf16LittleEndian: return Array(try #require(text.data(using: .utf16LittleEndian)))
        case .utf16BigEndian: return Array(try #require(text.data(using: .utf16BigEndian)))
        case .utf32: return Array(try #require(text.data(using: .utf32BigEndian)))
        case .gb18030:
            // GB18030_2000 of Core Foundation.
            let encoding = String.Encoding(rawValue: 0x8000_0632)
            return Array(try #require(text.data(using: encoding)))
        }
    }

    /// Longer than a piece, so that pieces end inside characters.
    private static let long = String(repeating: "晨起空腹，量得七十二次。\r\n a", count: 5000) + "🌅丂末"

    @Test(
        "is UTF-8, whatever it was, also where a piece ends inside a character",
        arguments: [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian, .gb18030], 0..<4)
    func long(encoding: TextEncoding, shift: Int) throws {
        let text = "[]{" + String(repeating: "x", count: shift) + Self.long
        let read = try read(Self.bytes(text, encoding))
        #expect(read.encoding == encoding)
        #expect(read.text == Array(text.utf8))
    }

    static let shortTexts: [(bytes: [UInt8], encoding: TextEncoding, text: String)] = [
        ([], .utf8, ""), ([0x61], .utf8, "a"), ([0xEF, 0xBB, 0xBF], .utf8, ""), ([0xEF, 0xBB, 0xBF, 0x61], .utf8, "a"),
        ([0xFF, 0xFE, 0x2D, 0x4E], .utf16LittleEndian, "中"), ([0xFE, 0xFF, 0x4E, 0x2D], .utf16BigEndian, "中"),
        ([0x84, 0x31, 0x95, 0x33, 0xD6, 0xD0], .gb18030, "中"), ([0xD6, 0xD0], .gb18030, "中"),
        ([0xD6, 0xD0, 0x94, 0x39, 0xB0, 0x33, 0xCE, 0xC4], .gb18030, "中🌅文"),
    ]

    @Test("may be short", arguments: shortTexts.indices)
    func short(index: Int) throws {
        let (bytes, encoding, text) = Self.shortTexts[index]
        let read = try read(bytes)
        #expect(read.encoding == encoding && read.text == Array(text.utf8))
    }

    @Test("passes on what it cannot read, so that the place is found")
    func damage() throws {
        let cut = Array("晨起\n".utf8) + [0xE6, 0x99, 0x0A]
        #expect(try read(cut) == (.utf8, cut))
        let text = try read([0xD6, 0xD0, 0x0A, 0xFF, 0x0A, 0xCE, 0xC4, 0xCE, 0xC4, 0xD6])
        #expect(text == (.gb18030, Array("中\n".utf8) + [0xFF, 0x0A] + Array("文文".utf8) + [0xFF]))
        let half = try read([0xFF, 0xFE, 0x3C, 0xD8, 0x61, 0, 0x3C, 0xD8])
        #expect(half == (.utf16LittleEndian, [0xFF, 0x61, 0xFF]))
    }

    @Test("is refused in an encoding that cannot be converted")
    func refusal() throws {
        let file = try InputFile(scratch.write([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]))
        do throws(FileSystemError) {
            _ = try TextInput(file)
            Issue.record("it was read")
        } catch {
            #expect(error.explanation == "read: is UTF-32, which cannot be converted here (save it as UTF-8)")
        }
    }

    @Test("from a pipe has a mark or is UTF-8, since it cannot be looked at twice", .timeLimit(.minutes(1)))
    func pipe() throws {
        for (bytes, encoding, text) in [
            ([0xFF, 0xFE, 0x2D, 0x4E], .utf16LittleEndian, Array("中".utf8)), ([0xEF, 0xBB, 0xBF, 0x61], .utf8, [0x61]),
            ([0xD6, 0xD0, 0xCE, 0xC4], .utf8, [0xD6, 0xD0, 0xCE, 0xC4]),
        ] as [([UInt8], TextEncoding, [UInt8])] {
            let path = scratch.file("pipe-\(bytes[0])")
            #expect(mkfifo(path, 0o600) == 0)
            let writer = open(path, O_RDWR)
            let file = try InputFile(path)
            // Byte by byte, each when the one before is read.
            Thread.detachNewThread {
                for byte in bytes {
                    var waiting: Int32 = 1
                    while ioctl(writer, UInt(FIONREAD), &waiting) == 0, waiting > 0 { usleep(100) }
                    write(writer, [byte], 1)
                }
                close(writer)
            }
            #expect(try Self.read(TextInput(file)) == (encoding, text))
        }
    }

    @Test("becomes UTF-8, or keeps a byte that shows where it is none, whatever bytes it has")
    func anything() throws {
        var random = SeededBytes(2)
        let samples = try [TextEncoding.utf8, .utf16LittleEndian, .gb18030].map {
            try Self.bytes("[" + String(Self.long.prefix(40)), $0)
        }
        for round in 0..<1000 {
            let bytes = random.mutated(samples[round % 3])
            guard let read = try? read(bytes) else { continue }
            let isText = String(validating: read.text, as: UTF8.self) != nil
            #expect(isText || read.encoding == .utf8 || read.text.contains(0xFF), "\(bytes)")
        }
    }

    @Test("of GB18030 is converted alike in pieces of any size")
    func pieces() throws {
        let bytes = try Self.bytes("晨a🌅丂\n", .gb18030) + [0xFF, 0x80, 0xD6]
        let whole = try #require(CharacterConverter(from: .gb18030)).convert(bytes, isLast: true)
        #expect(whole == Array("晨a🌅丂\n".utf8) + [0xFF, 0xFF, 0xFF])
        for size in 1...bytes.count {
            let converter = try #require(CharacterConverter(from: .gb18030))
            var text: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let end = min(start + size, bytes.count)
                text += converter.convert(Array(bytes[start..<end]), isLast: end == bytes.count)
            }
            #expect(text == whole, "\(size)")
        }
    }
}
