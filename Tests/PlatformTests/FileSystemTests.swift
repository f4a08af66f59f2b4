import Foundation
import Testing

@testable import Platform

@Suite("Files")
struct FileSystemTests {
    let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    @Test("are read whole, up to the limit and not beyond")
    func limit() throws {
        let path = try scratch.write(String(repeating: "x", count: 100_000))
        #expect(try FileSystem.read(path, limit: 100_000).count == 100_000)
        let error = #expect(throws: FileSystemError.self) { try FileSystem.read(path, limit: 99_999) }
        #expect(error?.message == "larger than 99999 bytes")
    }

    @Test("that are absent or folders cannot be read")
    func unreadable() {
        let absent = #expect(throws: FileSystemError.self) { try FileSystem.read(scratch.file()) }
        #expect(absent?.operation == "open" && absent?.isAbsence == true && absent?.hint == nil)
        let folder = #expect(throws: FileSystemError.self) { try FileSystem.read(scratch.path) }
        #expect(folder?.operation == "read" && folder?.path == scratch.path && folder?.isAbsence == false)
    }

    @Test("have a first line", arguments: [("a\nb\n", "a"), ("a", "a"), ("\nb", ""), ("", ""), ("a\r\n", "a\r")])
    func firstLine(text: String, line: String) throws {
        #expect(FileSystem.firstLine(of: try scratch.write(text)) == line)
        #expect(FileSystem.firstLine(of: scratch.file("absent")) == nil)
    }

    @Test(
        "stand in a folder",
        arguments: [
            ("/a/b", "/a"), ("/a/b/c", "/a/b"), ("/a", "/"), ("/", "/"), ("a/b", "a"), ("b", "."), ("", "."),
            ("a/", "a"),
        ])
    func directory(path: String, directory: String) {
        #expect(FileSystem.directory(of: path) == directory)
    }

    @Test("are there or not, and links are followed")
    func exists() throws {
        let path = try scratch.write("")
        #expect(
            FileSystem.exists(path) && FileSystem.exists(scratch.path) && !FileSystem.exists(scratch.file("absent")))
        try FileManager.default.createSymbolicLink(atPath: scratch.file("link"), withDestinationPath: "absent")
        #expect(!FileSystem.exists(scratch.file("link")))
        #expect(FileSystem.linkTarget(scratch.file("link")) == "absent")
        #expect(FileSystem.linkTarget(path) == nil)
    }

    @Test(
        "that fail say what an operator can do",
        arguments: [
            (EACCES, "the programs must run as the owner"), (EPERM, "the programs must run as the owner"),
            (ENOSPC, "the disk is full"),
            (EDQUOT, "the disk is full"), (EROFS, "ReadWritePaths"), (ENOENT, nil), (EIO, nil),
        ] as [(Int32, String?)])
    func hints(code: Int32, hint: String?) {
        errno = code
        let error = FileSystemError.last("open", "/a")
        #expect(error.code == code)
        #expect(error.isAbsence == (code == ENOENT))
        #expect(error.hint.map { $0.contains(hint ?? "?") } == hint.map { _ in true })
        #expect(error.description == "/a: open: \(error.message)" + (error.hint.map { " (\($0))" } ?? ""))
    }

    @Test("on a full disk fail with that hint")
    func fullDisk() throws {
        let error = #expect(throws: FileSystemError.self) { try FileDescriptor("/dev/full", O_WRONLY).write([1]) }
        #expect(error?.operation == "write" && error?.code == ENOSPC && error?.hint == "the disk is full")
    }

    @Test(
        "on network file systems are known by statfs's number",
        arguments: [
            (0x6969, "nfs"), (0x517B, "smb"), (0xFF53_4D42, "cifs"), (0xFE53_4D42, "smb2"), (0x6573_5546, "fuse"),
            (0x0102_1997, "9p"), (0x5346_414F, "afs"), (0x00C3_6400, "ceph"), (0x7375_7245, "coda"),
            (0x0BD0_0BD0, "lustre"),
            (0x0116_1970, "gfs2"), (0x7461_636F, "ocfs2"),
            // ext4, xfs, btrfs, tmpfs, overlayfs, zfs; and what is no type
            (0xEF53, nil), (0x5846_5342, nil), (0x9123_683E, nil), (0x0102_1994, nil), (0x794C_7630, nil),
            (0x2FC1_2FC1, nil),
            (0, nil), (-1, nil),
        ] as [(Int, String?)])
    func networkName(type: Int, name: String?) {
        #expect(FileSystem.networkName(type) == name)
    }

    @Test("of this machine's own disks are not on a network", arguments: ["/proc", "/dev", "/absent/file"])
    func local(path: String) {
        #expect(FileSystem.networkFileSystemName(path) == nil)
    }
}
