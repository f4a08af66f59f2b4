import Foundation
import Testing

@testable import Platform

@Suite("A file that is read in pieces")
struct InputFileTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    private static func readAll(_ file: InputFile, by count: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try file.read(count)
            #expect(piece.count <= count && file.position == all.count + piece.count)
            if piece.isEmpty { return all }
            all += piece
        }
    }

    @Test("gives all of it, in order, and knows how much that is", arguments: [1, 7, 4096, 1 << 20])
    func whole(piece: Int) throws {
        let text = (0..<3000).map { "\($0)\n" }.joined()
        let file = try InputFile(scratch.write(text))
        #expect(file.size == text.utf8.count && file.position == 0)
        #expect(try Self.readAll(file, by: piece) == Array(text.utf8))
        #expect(try file.read(piece).isEmpty, "it stays at its end")
    }

    @Test("may be empty")
    func empty() throws {
        let file = try InputFile(scratch.write(""))
        #expect(file.size == 0)
        #expect(try file.read(10).isEmpty)
    }

    @Test("may be a pipe, whose size nobody knows", .timeLimit(.minutes(1)))
    func pipe() throws {
        let path = scratch.file("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        // Opened for both, it does not wait for the other side.
        let writer = open(path, O_RDWR)
        #expect(write(writer, "abc", 3) == 3)
        let file = try InputFile(path)
        #expect(file.size == nil)
        #expect(try file.read(10) == Array("abc".utf8) && file.position == 3)
        close(writer)
        #expect(try file.read(10).isEmpty)
    }

    @Test("that is absent, a folder or closed to us is an error that names it")
    func unreadable() throws {
        let absent = #expect(throws: FileSystemError.self) { try InputFile(scratch.file("absent")) }
        #expect(absent?.isAbsence == true && absent?.path == scratch.file("absent"))
        let folder = #expect(throws: FileSystemError.self) { try InputFile(scratch.path) }
        #expect(folder?.code == EISDIR && folder?.path == scratch.path)
    }
}
