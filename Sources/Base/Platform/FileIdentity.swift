internal import Glibc

/// Tells whether a file is still the one that was read: a file replaced by rename has another inode, one overwritten in
/// place another time or size.
package struct FileIdentity: Equatable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let seconds: Int64
    private let nanoseconds: Int64

    /// The identity of the file at `path`, or nil if it does not exist. The corresponding C function is `stat`.
    package init?(_ path: String) {
        guard let status = FileSystem.status(path) else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = Int64(status.st_mtim.tv_sec)
        nanoseconds = Int64(status.st_mtim.tv_nsec)
    }
}
