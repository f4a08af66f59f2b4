import Glibc
import Testing

@testable import Platform

/// The portable build's own reader against the C library's converter.
@Suite("GB18030 without the C library") struct GB18030ReaderTests {
    private static func reader() -> GB18030Reader { GB18030Reader { table[$0] } }

    /// What `Scripts/gb18030-table.c` writes for the portable build.
    private static let table: [UInt32] = {
        var codes: [[UInt8]] = []
        for first in UInt8(0x81)...0xFE {
            for second in UInt8(0x40)...0xFE where second != 0x7F { codes.append([first, second]) }
        }
        for place in 0..<GB18030Reader.quads { codes.append(quad(place)) }
        return codes.map { code in
            guard let converter = CharacterConverter(from: .gb18030) else { return 0 }
            let text = String(validating: converter.convert(code, isLast: true), as: UTF8.self)
            guard let scalars = text?.unicodeScalars, scalars.count == 1, let first = scalars.first else { return 0 }
            return first.value
        }
    }()

    private static func quad(_ number: Int) -> [UInt8] {
        [
            UInt8(0x81 + number / 12600), UInt8(0x30 + number / 1260 % 10), UInt8(0x81 + number / 10 % 126),
            UInt8(0x30 + number % 10),
        ]
    }

    private func same(_ bytes: [UInt8]) throws -> (ours: [UInt8], host: [UInt8]) {
        var ours = Self.reader()
        let host = try #require(CharacterConverter(from: .gb18030))
        return (ours.convert(bytes, isLast: true), host.convert(bytes, isLast: true))
    }

    @Test("has a character for nearly every code, and those that the standard names")
    func table() {
        #expect(Self.table.count == GB18030Reader.pairs + GB18030Reader.quads)
        #expect(Self.table.count { $0 == 0 } < 100)
        for (bytes, text) in [
            ([0xB3, 0xBF, 0xC6, 0xF0], "晨起"), ([0x81, 0x30, 0x81, 0x30], "\u{80}"),
            ([0x90, 0x30, 0x81, 0x30], "\u{10000}"),
            ([0xE3, 0x32, 0x9A, 0x35], "\u{10FFFF}"), ([0x94, 0x39, 0xB0, 0x33], "🌅"), ([0x61, 0x0A], "a\n"),
        ] as [([UInt8], String)] {
            var reader = Self.reader()
            #expect(reader.convert(bytes, isLast: true) == Array(text.utf8), "\(text)")
        }
    }

    @Test("reads every four-byte code as the C library does")
    func quads() throws {
        for start in stride(from: 0, to: 1_587_600, by: 9_973) {
            var bytes: [UInt8] = []
            for number in start..<min(start + 40, 1_587_600) { bytes += Self.quad(number) + [0x0A] }
            let (ours, host) = try same(bytes)
            #expect(ours == host, "from \(start)")
        }
    }

    @Test("reads whatever bytes there are as the C library does")
    func anything() throws {
        var random = SeededBytes(18030)
        let sample: [UInt8] = [
            0x61, 0xB3, 0xBF, 0xC6, 0xF0, 0x94, 0x39, 0xB0, 0x33, 0x0A, 0x81, 0x30, 0x84, 0x31, 0xFE, 0x51,
        ]
        for _ in 0..<20_000 {
            let bytes = random.mutated(sample)
            let (ours, host) = try same(bytes)
            #expect(ours == host, "\(bytes)")
        }
    }

    @Test("is the same in pieces of any size")
    func pieces() {
        let bytes: [UInt8] = [0x61, 0xB3, 0xBF, 0x94, 0x39, 0xB0, 0x33, 0x0A, 0xFF, 0x80, 0x81, 0x30, 0x81]
        var whole = Self.reader()
        let text = whole.convert(bytes, isLast: true)
        #expect(text == Array("a晨🌅\n".utf8) + [0xFF, 0xFF, 0xFF] + [0x30] + [0xFF])
        for size in 1...bytes.count {
            var reader = Self.reader()
            var output: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let end = min(start + size, bytes.count)
                output += reader.convert(Array(bytes[start..<end]), isLast: end == bytes.count)
            }
            #expect(output == text, "\(size)")
        }
    }
}
