internal import Glibc

/// The owners of files.
package enum FileOwner {
    /// The owner of a file or folder if it is not the user that runs this program; nil when it is, or when nothing is
    /// there.
    ///
    /// - Returns: the user's name, or `#` and the number if it has no name.
    package static func other(of path: String) -> String? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_uid != geteuid() else { return nil }
        return name(status.st_uid)
    }

    /// The user that this program runs as.
    package static var me: String { name(geteuid()) }

    private static func name(_ id: uid_t) -> String { HostUser.with(id: id)?.name ?? "#\(id)" }
}
