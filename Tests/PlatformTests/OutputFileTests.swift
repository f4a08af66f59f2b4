import Foundation
import Testing

@testable import Platform

@Suite("A file that is written in pieces")
struct OutputFileTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("holds all that was written, in order, and is closed to others", arguments: [0, 1, 1000, 300_000])
    func whole(count: Int) throws {
        let file = try OutputFile(scratch.file())
        let pieces = (0..<count).map { "\($0)\n" }
        for piece in pieces { file.write(Array(piece.utf8)) }
        try file.finish()
        #expect(content(scratch.file()) == pieces.joined())
        #expect(permissions(scratch.file()) == 0o600)
    }

    @Test("takes pieces of any size")
    func sizes() throws {
        let file = try OutputFile(scratch.file())
        let sizes = [0, 1, (1 << 18) - 2, 1, 1 << 18, 1 << 20, 3]
        for (index, size) in sizes.enumerated() { file.write([UInt8](repeating: 0x61 + UInt8(index), count: size)) }
        try file.finish()
        let expected = sizes.enumerated().flatMap { [UInt8](repeating: 0x61 + UInt8($0), count: $1) }
        #expect(FileManager.default.contents(atPath: scratch.file()).map(Array.init) == expected)
    }

    @Test("takes no other's place: what is there stays")
    func existing() throws {
        let path = try scratch.write("mine")
        let error = #expect(throws: FileSystemError.self) { try OutputFile(path) }
        #expect(error?.code == EEXIST && error?.path == path)
        #expect(content(path) == "mine")
        try FileManager.default.createSymbolicLink(atPath: scratch.file("link"), withDestinationPath: "absent")
        #expect(throws: FileSystemError.self) { try OutputFile(scratch.file("link")) }
        #expect(content(scratch.file("absent")) == nil)
    }

    @Test("that cannot be made is an error")
    func unwritable() {
        #expect(throws: FileSystemError.self) { try OutputFile(scratch.file("absent/file")) }
        #expect(throws: FileSystemError.self) { try OutputFile(scratch.path) }
    }
}
