import Foundation
import Testing

@testable import Platform

@Suite("Privacy of files")
struct PrivacyTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("A private folder is made for this user alone, and may be asked for again")
    func make() throws {
        let path = scratch.file("state")
        try FileSystem.makePrivateDirectory(path)
        #expect(permissions(path) == 0o700)
        try FileSystem.makePrivateDirectory(path)
    }

    @Test(
        "A folder that others can enter is refused with the command that mends it, and is left as it is",
        arguments: [0o777, 0o755, 0o750, 0o710, 0o704, 0o702, 0o701])
    func open(mode: Int) throws {
        let path = scratch.file("state")
        try FileSystem.makePrivateDirectory(path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.makePrivateDirectory(path) }
        #expect(error?.description == "\(path): check: is open to other users (chmod 700 \(path))")
        #expect(permissions(path) == mode)
    }

    @Test("A file in the folder's place is refused")
    func file() throws {
        let path = try scratch.write("", mode: 0o600)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.makePrivateDirectory(path) }
        #expect(error?.message == "is a file, not a directory")
    }

    @Test("A folder is not made where its own folder is missing")
    func noParent() {
        let error = #expect(throws: FileSystemError.self) { try FileSystem.makePrivateDirectory(scratch.path + "/a/b") }
        #expect(error?.operation == "mkdir" && error?.isAbsence == true)
    }

    @Test("A folder of another user is refused", .enabled(if: geteuid() == 0, "only root can give a folder away"))
    func foreign() throws {
        let path = scratch.file("state")
        try FileSystem.makePrivateDirectory(path)
        #expect(chown(path, 65_534, 65_534) == 0)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.makePrivateDirectory(path) }
        #expect(error?.message == "belongs to user id 65534, but this program runs as 0")
        #expect(error?.hint == "run all programs as one user, or chown -R 0 \(path)")
    }

    @Test("A file with secrets may be open to its group", arguments: [0o600, 0o400, 0o640, 0o660, 0o440])
    func group(mode: Int) throws {
        try FileSystem.refuseReadableByOthers(try scratch.write("secret", mode: mode))
    }

    @Test("A file with secrets must not be open to others", arguments: [0o644, 0o604, 0o602, 0o601, 0o666, 0o777])
    func others(mode: Int) throws {
        let path = try scratch.write("secret", mode: mode)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.refuseReadableByOthers(path) }
        #expect(error?.hint == "chmod o-rwx \(path)")
        #expect(error?.description.contains("every user of this host") == true)
    }

    @Test("A file with secrets must be there")
    func absent() {
        let error = #expect(throws: FileSystemError.self) { try FileSystem.refuseReadableByOthers(scratch.file()) }
        #expect(error?.operation == "stat" && error?.isAbsence == true)
    }
}
