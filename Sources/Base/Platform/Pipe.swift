internal import CLinux
internal import Glibc

/// Both ends of a pipe. Programs that this one starts inherit neither.
struct Pipe: ~Copyable {
    let readEnd: FileDescriptor
    let writeEnd: FileDescriptor

    /// The corresponding C function is `pipe2`.
    init() throws(FileSystemError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe linux_pipe(&ends) == 0 else { throw .last("pipe2", "pipe") }
        readEnd = FileDescriptor(owning: ends[0], "pipe")
        writeEnd = FileDescriptor(owning: ends[1], "pipe")
    }

    /// One end alone; the other is closed.
    consuming func keepReadEnd() -> FileDescriptor { readEnd }

    /// One end alone; the other is closed.
    consuming func keepWriteEnd() -> FileDescriptor { writeEnd }
}

extension FileDescriptor {
    /// Makes reads and writes return at once instead of waiting. The corresponding C function is `fcntl`.
    func becomeNonBlocking() throws(FileSystemError) {
        guard fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK) == 0 else { throw .last("fcntl", "pipe") }
    }

    /// Reads what is available, at most `count` bytes: none at the end, nil when nothing has arrived yet.
    func readAvailable(_ count: Int) throws(FileSystemError) -> [UInt8]? {
        do throws(FileSystemError) { return try read(count) } catch {
            guard error.code == EAGAIN else { throw error }
            return nil
        }
    }

    /// Writes as much as possible without waiting: how many bytes, or nil when nobody reads any more.
    func writeAvailable(_ bytes: ArraySlice<UInt8>) throws(FileSystemError) -> Int? {
        let written = unsafe bytes.withUnsafeBytes { buffer in unsafe Glibc.write(raw, buffer.baseAddress, buffer.count)
        }
        if written >= 0 { return written }
        switch errno {
        case EAGAIN, EINTR: return 0
        case EPIPE: return nil
        default: throw .last("write", "pipe")
        }
    }
}
