import Foundation
import Testing

@testable import Platform

@Suite("Replacing a file")
struct ReplaceTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("makes it when it is not there, for this user alone")
    func new() throws {
        try FileSystem.replace(scratch.file(), with: Array("new".utf8))
        #expect(content(scratch.file()) == "new")
        #expect(permissions(scratch.file()) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["file"])
    }

    @Test("takes over content of any length", arguments: [0, 1, 65_536, 1_000_000])
    func lengths(count: Int) throws {
        let path = try scratch.write("old")
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try FileSystem.replace(path, with: bytes)
        #expect(try FileSystem.read(path) == bytes)
    }

    @Test("leaves the old one whole for who is reading it")
    func readerKeepsOld() throws {
        let path = try scratch.write("old")
        let reader = try #require(FileHandle(forReadingAtPath: path))
        try FileSystem.replace(path, with: Array("new".utf8))
        #expect(try reader.readToEnd() == Data("old".utf8))
        #expect(content(path) == "new")
    }

    @Test("is not hindered by what a killed writer left, and until then the old one is whole")
    func killedWriter() throws {
        let path = try scratch.write("old", mode: 0o600)
        _ = try scratch.write("half a new fi", to: "file.tmp", mode: 0o644)
        #expect(try FileSystem.read(path) == Array("old".utf8))
        try FileSystem.replace(path, with: Array("new".utf8))
        #expect(content(path) == "new")
        #expect(permissions(path) == 0o600)
        #expect(!FileSystem.exists(path + ".tmp"))
    }

    @Test("does not write through a link that stands in the temporary file's place")
    func link() throws {
        let other = try scratch.write("other", to: "other")
        try FileManager.default.createSymbolicLink(atPath: scratch.file() + ".tmp", withDestinationPath: other)
        try FileSystem.replace(scratch.file(), with: Array("new".utf8))
        #expect(content(other) == "other")
        #expect(content(scratch.file()) == "new")
        #expect(FileSystem.linkTarget(scratch.file()) == nil)
    }

    @Test("fails where there is no folder, naming the call and the file")
    func noFolder() {
        let path = scratch.path + "/absent/file"
        let error = #expect(throws: FileSystemError.self) { try FileSystem.replace(path, with: [1]) }
        #expect(error?.operation == "open" && error?.path == path + ".tmp" && error?.isAbsence == true)
    }

    @Test("fails where a folder stands, and leaves it")
    func folder() throws {
        let path = scratch.file("folder")
        try FileSystem.makePrivateDirectory(path)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.replace(path, with: [1]) }
        #expect(error?.operation == "rename" && error?.path == path && error?.isAbsence == false)
        #expect(permissions(path) == 0o700)
    }
}
