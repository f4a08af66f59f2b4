internal import Glibc

/// An exclusive lock that processes of one host share through a file; given back when it goes out of scope, and by the
/// kernel when its holder dies, however it dies.
///
/// The lock file is never deleted: a process that still waits for the deleted file's lock and one that locks its
/// successor would both hold "the" lock. Where somebody deletes it all the same, a lock on the deleted file counts for
/// nothing.
///
/// One file can hold many locks, each at a place of its own, from 0 to 2^63 − 1. The lock of the whole file is another one.
package struct FileLock: ~Copyable {
    private let file: FileDescriptor
    private let place: Int64?

    /// Takes the lock, or is nil when another process or thread holds it now.
    package init?(trying path: String, place: Int64? = nil) throws(FileSystemError) {
        guard let file = try FileLock.attempt(path, place) else { return nil }
        self.file = file
        self.place = place
    }

    /// Waits for the lock, or is nil when `deadline` passes first.
    ///
    /// It asks again and again, up to 50 times a second, since `flock` itself knows no deadline but an alarm signal.
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

    /// A process that another thread starts has this file, too, until it runs its program: closing would not be enough.
    deinit { file.unlock(place) }

    /// The locked file, or nil when another holds the lock or the file is no longer the one at `path`.
    private static func attempt(_ path: String, _ place: Int64?) throws(FileSystemError) -> FileDescriptor? {
        let file = try FileDescriptor(path, O_RDWR | O_CREAT)
        guard try file.tryLock(place), file.isAt(path) else { return nil }
        return file
    }
}
