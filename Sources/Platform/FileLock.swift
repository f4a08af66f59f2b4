internal import Glibc

/// An exclusive lock that processes of one host share through a file; given back when it goes out of scope, and by the
/// kernel when its holder dies, however it dies.
///
/// The lock file is never deleted: a process that still waits for the deleted file's lock and one that locks its
/// successor would both hold "the" lock.
package struct FileLock: ~Copyable {
    private let file: FileDescriptor

    /// Takes the lock, or is nil when another process holds it now.
    package init?(trying path: String) throws(FileSystemError) {
        let file = try FileDescriptor(path, O_RDWR | O_CREAT)
        guard try file.tryLock() else { return nil }
        self.file = file
    }

    /// Waits for the lock, or is nil when `deadline` passes first.
    ///
    /// It asks again and again, up to 50 times a second, since `flock` itself knows no deadline but an alarm signal.
    package init?(waitingFor path: String, until deadline: Deadline) throws(FileSystemError) {
        let file = try FileDescriptor(path, O_RDWR | O_CREAT)
        var pause = 0.001
        while try !file.tryLock() {
            guard !deadline.hasPassed else { return nil }
            Deadline.sleep(min(pause, deadline.remaining))
            pause = min(pause * 2, 0.02)
        }
        self.file = file
    }
}
