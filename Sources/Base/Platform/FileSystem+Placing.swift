internal import CLinux
internal import Glibc

/// Moves, links and removes files. The result survives a power cut once ``synchronize(_:)`` was called for the folder.
extension FileSystem {
    /// Makes a folder with mode 0700, which must not exist yet. The corresponding C function is `mkdir`.
    package static func makeNewDirectory(_ path: String) throws(FileSystemError) {
        guard unsafe mkdir(path, 0o700) == 0 else { throw .last("mkdir", path) }
    }

    /// Renames a file or folder, replacing a file of that name. The corresponding C function is `rename`.
    package static func move(_ path: String, to new: String) throws(FileSystemError) {
        guard unsafe rename(path, new) == 0 else { throw .last("rename", path) }
    }

    /// Renames a file or folder to a name that must not exist. The corresponding C function is `renameat2`.
    package static func place(_ path: String, at new: String) throws(FileSystemError) {
        if unsafe linux_rename_new(path, new) == 0 { return }
        // Some file systems do not know the flag: there, check and rename are two steps.
        guard errno == EINVAL || errno == ENOSYS else { throw .last("rename", new) }
        guard !isNamed(new) else {
            throw FileSystemError(operation: "rename", path: new, code: EEXIST, message: "already exists")
        }
        try move(path, to: new)
    }

    /// Gives a file a second name. The corresponding C function is `link`.
    package static func link(_ path: String, at new: String) throws(FileSystemError) {
        guard unsafe Glibc.link(path, new) == 0 else { throw .last("link", new) }
    }

    /// Makes a symbolic link, replacing a file in one step. The corresponding C functions are `symlink` and `rename`.
    package static func putLink(to target: String, at path: String) throws(FileSystemError) {
        let temporary = path + ".tmp"
        unsafe unlink(temporary)
        guard unsafe symlink(target, temporary) == 0 else { throw .last("symlink", temporary) }
        try move(temporary, to: path)
    }

    /// Whether the name exists, even as a dangling link. The corresponding C function is `lstat`.
    package static func isNamed(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0
    }

    /// Whether it is a folder.
    package static func isDirectory(_ path: String) -> Bool {
        status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// The size of a file in bytes; nil if it does not exist.
    package static func size(_ path: String) -> Int? { status(path).map { Int($0.st_size) } }

    /// Free bytes for this user on the file system of `path`. The corresponding C function is `statvfs`.
    package static func freeRoom(_ path: String) -> Int? {
        var room = statvfs()
        guard unsafe statvfs(path, &room) == 0 else { return nil }
        return Int(room.f_bavail) * Int(room.f_frsize)
    }

    /// The names in a folder, sorted, without `.` and `..`. The corresponding C function is `readdir`.
    package static func names(in path: String) throws(FileSystemError) -> [String] {
        guard let folder = unsafe opendir(path) else { throw .last("opendir", path) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with its content, if it exists. Links are removed, not followed. The corresponding C
    /// function is `remove`.
    package static func removeAll(_ path: String) throws(FileSystemError) {
        guard isNamed(path) else { return }
        if linkTarget(path) == nil && isDirectory(path) {
            for name in try names(in: path) { try removeAll("\(path)/\(name)") }
        }
        guard unsafe remove(path) == 0 else { throw .last("remove", path) }
    }

    /// Makes what was created, renamed and removed in a folder survive a power cut. The corresponding C function is
    /// `fsync`.
    package static func synchronize(_ directory: String) throws(FileSystemError) {
        try FileDescriptor(directory, O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// Whether this user may create files in a folder. The corresponding C function is `access`.
    package static func isWritable(_ directory: String) -> Bool { unsafe access(directory, W_OK | X_OK) == 0 }
}
