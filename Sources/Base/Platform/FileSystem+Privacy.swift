internal import Glibc

extension FileSystem {
    /// Makes `path` a directory that only this user can enter, or checks that it is one.
    ///
    /// Two sites that share a cache directory, or a web server whose user differs from the operator's, are common
    /// causes of lost and stolen tokens. Both are refused here, with the command that fixes them.
    package static func makePrivateDirectory(_ path: String) throws(FileSystemError) {
        if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST { throw .last("mkdir", path) }
        try requirePrivateDirectory(path)
    }

    /// Makes an empty file that only its owner may read and write, whatever the umask; an existing file is left alone.
    /// A failure shows when the file is opened.
    ///
    /// `mknod` and not `open`: closing a file drops every lock that this process holds on it
    /// (<https://sqlite.org/howtocorrupt.html>, 2.2).
    package static func createPrivateFile(_ path: String) {
        if unsafe mknod(path, S_IFREG | 0o600, 0) == 0 { unsafe chmod(path, 0o600) }
    }

    /// Checks that `path` is a directory that only this user can enter.
    package static func requirePrivateDirectory(_ path: String) throws(FileSystemError) {
        guard let status = status(path) else { throw .last("stat", path) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileSystemError(operation: "mkdir", path: path, message: "is a file, not a directory")
        }
        try refuseForeign(status, path)
        guard status.st_mode & 0o077 == 0 else {
            throw FileSystemError(
                operation: "check", path: path, message: "is open to other users", hint: "chmod 700 \(path)")
        }
    }

    private static func refuseForeign(_ status: stat, _ path: String) throws(FileSystemError) {
        guard status.st_uid != geteuid() else { return }
        throw FileSystemError(
            operation: "check", path: path,
            message: "belongs to user id \(status.st_uid), but this program runs as \(geteuid())",
            hint: "run all programs as one user, or chown -R \(geteuid()) \(path)")
    }

    /// Refuses a file with secrets that users other than its owner and group can read.
    ///
    /// A group may read: often an administrator owns the configuration, and the programs' group reads it.
    package static func refuseReadableByOthers(_ path: String) throws(FileSystemError) {
        guard let status = status(path) else { throw .last("stat", path) }
        guard status.st_mode & 0o007 == 0 else {
            throw FileSystemError(
                operation: "check", path: path, message: "holds secrets and is open to every user of this host",
                hint: "chmod o-rwx \(path)")
        }
    }
}
