internal import Glibc

/// An exclusive lock that the processes of one host share through a file. It is released when it goes out of scope, and
/// by the kernel when its holder dies for whatever reason.
///
/// The lock file is never deleted: a process that waits for the lock of the deleted file and one that locks its
/// successor would both hold "the" lock. If somebody deletes it anyway, a lock on the deleted file does not count.
///
/// One file can hold many locks, each at its own place from 0 to 2^63 − 1. The lock of the whole file is independent of
/// them.
package struct FileLock: ~Copyable {
    private let file: FileDescriptor
    private let place: Int64?

    /// Takes the lock; nil when another process or thread holds it.
    package init?(trying path: String, place: Int64? = nil) throws(FileSystemError) {
        guard let file = try FileLock.attempt(path, place) else { return nil }
        self.file = file
        self.place = place
    }

    /// Waits for the lock; nil when `deadline` passes first.
    ///
    /// It polls up to 50 times a second, because `flock` has no timeout except an alarm signal.
    package init?(
        waitingFor path: String, place: Int64? = nil, until deadline: Deadline
    ) throws(FileSystemError) {
        var pause = 0.001
        while true {
            if let file = try FileLock.attempt(path, place) {
                self.file = file
                self.place = place
                return
            }
            guard !deadline.hasPassed else { return nil }
            Deadline.sleep(min(pause, deadline.remaining))
            pause = min(pause * 2, 0.02)
        }
    }

    /// Runs `body` while this process holds the lock. Without a deadline it does not wait.
    ///
    /// - Returns: the body's result; nil when the lock was not free.
    package static func hold<T, E: Error>(
        _ path: String, until deadline: Deadline? = nil, _ body: () throws(E) -> T
    ) throws(FileSystemError) -> Result<T, E>? {
        let taken =
            if let deadline { try FileLock(waitingFor: path, until: deadline) } else { try FileLock(trying: path) }
        guard let lock = taken else { return nil }
        // Without this, the lock may be released after its last use, which is here.
        defer { withExtendedLifetime(lock) {} }
        return Result(catching: body)
    }

    /// Closing is not enough: a process that another thread is starting also has this file open until it executes its
    /// program.
    deinit { file.unlock(place) }

    /// The locked file; nil when another holds the lock, or the file is no longer the one at `path`.
    private static func attempt(_ path: String, _ place: Int64?) throws(FileSystemError) -> FileDescriptor? {
        let file = try FileDescriptor(path, O_RDWR | O_CREAT)
        guard try file.tryLock(place), file.isAt(path) else { return nil }
        return file
    }
}
