import Foundation
import Testing

@testable import Platform

@Suite("A file's identity")
struct FileIdentityTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("stays while nobody writes, whoever reads")
    func stays() throws {
        let path = try scratch.write("one")
        let before = try #require(FileIdentity(path))
        _ = try FileSystem.read(path)
        #expect(FileIdentity(path) == before)
    }

    @Test("changes when the file is replaced, even by the same content")
    func replaced() throws {
        let path = try scratch.write("one")
        let before = try #require(FileIdentity(path))
        try FileSystem.replace(path, with: Array("one".utf8))
        #expect(FileIdentity(path) != before)
    }

    @Test("changes when the file is written in place: by its size, else by its time", arguments: ["three", "two"])
    func inPlace(text: String) throws {
        let path = try scratch.write("one")
        let before = try #require(FileIdentity(path))
        // Longer than the kernel's clock for file times takes to tick.
        if text.count == 3 { Deadline.sleep(0.05) }
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        #expect(content(path) == text)
        #expect(FileIdentity(path) != before)
    }

    @Test("differs between files of the same content and time")
    func others() throws {
        let paths = [try scratch.write("one", to: "a"), try scratch.write("one", to: "b")]
        for path in paths {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        }
        #expect(FileIdentity(paths[0]) != FileIdentity(paths[1]))
    }

    @Test("is none of a file that is not there")
    func absent() {
        #expect(FileIdentity(scratch.file("absent")) == nil)
    }
}
