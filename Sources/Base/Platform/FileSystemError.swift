internal import Glibc

/// A failed file system call: which call, on which path, and what an operator can do.
package struct FileSystemError: Error, CustomStringConvertible {
    /// The C function's name: `open`, `rename` …
    package let operation: String
    package let path: String
    /// `errno`, or 0 for a refusal of our own.
    package let code: Int32
    package let message: String
    /// What to do about it, if known.
    package let hint: String?

    package init(operation: String, path: String, code: Int32 = 0, message: String, hint: String? = nil) {
        self.operation = operation
        self.path = path
        self.code = code
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(path): \(explanation)" }

    /// The description without the path, for texts that already name the file.
    package var explanation: String { "\(operation): \(message)" + (hint.map { " (\($0))" } ?? "") }

    /// The failure that `errno` holds now.
    static func last(_ operation: String, _ path: String) -> FileSystemError {
        let code = errno
        let message = unsafe String(cString: strerror(code))
        return FileSystemError(
            operation: operation, path: path, code: code, message: message, hint: hint(code, path))
    }

    /// Whether the file does not exist.
    package var isAbsence: Bool { code == ENOENT }

    private static func hint(_ code: Int32, _ path: String) -> String? {
        switch code {
        case EACCES, EPERM: "user id \(geteuid()) has no permission; the programs must run as the owner of the file"
        case ENOSPC, EDQUOT: "the disk is full"
        case EROFS: "the file system is mounted read-only; under systemd, see ReadWritePaths"
        default: nil
        }
    }
}
