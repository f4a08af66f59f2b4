internal import Glibc

/// A file that is read from its beginning to its end, however large it is.
package final class InputFile {
    private let file: FileDescriptor
    /// In bytes; nil when unknown, as for a pipe.
    package let size: Int?
    /// `-` for standard input.
    let path: String
    /// Bytes read so far.
    package private(set) var position = 0

    /// - Parameter path: `-` for standard input.
    package init(_ path: String) throws(FileSystemError) {
        self.path = path
        if path == "-" {
            file = FileDescriptor(standard: 0)
            size = nil
            return
        }
        file = try FileDescriptor(path, O_RDONLY)
        guard let status = FileSystem.status(path), status.st_mode & S_IFMT != S_IFDIR else {
            throw FileSystemError(operation: "open", path: path, code: EISDIR, message: "Is a directory")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Reads at most `count` bytes; none at the end.
    package func read(_ count: Int) throws(FileSystemError) -> [UInt8] {
        let bytes = try file.read(count)
        position += bytes.count
        return bytes
    }

    /// Goes back to an earlier position; impossible in a pipe. The corresponding C function is `lseek`.
    func seek(to place: Int) throws(FileSystemError) {
        guard lseek(file.raw, off_t(place), SEEK_SET) == place else { throw .last("lseek", path) }
        position = place
    }
}
