internal import Glibc

/// Files and directories, by path.
package enum FileSystem {
    /// The content of a file of at most `limit` bytes.
    package static func read(_ path: String, limit: Int = 16 << 20) throws(FileSystemError) -> [UInt8] {
        try FileDescriptor(path, O_RDONLY).readAll(limit: limit)
    }

    /// The first line of a small file without its line end, or nil when it cannot be read.
    package static func firstLine(of path: String) -> String? {
        guard let content = try? read(path, limit: 4096) else { return nil }
        return String(decoding: content.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// Replaces the file at `path` by `bytes`. Readers see either the old or the new content, complete, even after a
    /// crash at any point.
    ///
    /// - Parameters:
    ///   - survivesPowerCut: whether it is on the disk when this returns.
    ///   - isLocked: whether the caller holds a lock that makes it the only writer. Otherwise each writer first uses a
    ///     name of its own, and a killed one leaves that file behind.
    package static func replace(
        _ path: String, with bytes: [UInt8], survivesPowerCut: Bool = true, isLocked: Bool = true
    ) throws(FileSystemError) {
        let temporary = path + (isLocked ? "" : "." + Random.hexadecimal(8)) + ".tmp"
        // Do not write into a file that a killed writer left: it could be a link, or have another mode or owner.
        unsafe unlink(temporary)
        do {
            let file = try FileDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL)
            try file.write(bytes)
            if survivesPowerCut { try file.synchronize() }
        }
        guard unsafe rename(temporary, path) == 0 else { throw .last("rename", path) }
        guard survivesPowerCut else { return }
        try FileDescriptor(directory(of: path), O_RDONLY | O_DIRECTORY).synchronize()
    }

    package static func exists(_ path: String) -> Bool { status(path) != nil }

    /// The path without its last component: `/a/b` → `/a`, `b` → `.`.
    package static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Where a symbolic link points, or nil. The corresponding C function is `readlink`.
    package static func linkTarget(_ path: String) -> String? {
        var length = 0
        let target = unsafe [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, filled in
            length = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe text.baseAddress.map { unsafe readlink(path, $0, text.count) } ?? -1
            }
            filled = max(0, length)
        }
        return length > 0 ? String(decoding: target, as: UTF8.self) : nil
    }

    /// The path without symbolic links, `.` and `..`; nil if it does not exist. The corresponding C function is
    /// `realpath`.
    package static func realPath(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    static func status(_ path: String) -> stat? {
        var status = stat()
        // Not by Swift's bridging of a String argument, which copies it into an array.
        return unsafe path.withCString { unsafe stat($0, &status) } == 0 ? status : nil
    }
}
