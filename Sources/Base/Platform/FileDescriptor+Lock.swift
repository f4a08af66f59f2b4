internal import CLinux
internal import Glibc

extension FileDescriptor {
    /// Takes the exclusive lock on the file, or on one place in it, if it is free. The lock belongs to the open file.
    /// The corresponding C functions are `flock`, and `fcntl` with `F_OFD_SETLK`.
    func tryLock(_ place: Int64?) throws(FileSystemError) -> Bool {
        let result = place.map { linux_lock(raw, $0, 1) } ?? flock(raw, LOCK_EX | LOCK_NB)
        if result == 0 { return true }
        guard [EWOULDBLOCK, EACCES, EINTR].contains(errno) else { throw .last("lock", path) }
        return false
    }

    /// Releases the lock.
    func unlock(_ place: Int64?) { _ = place.map { linux_lock(raw, $0, 0) } ?? flock(raw, LOCK_UN) }
}
