internal import Glibc

/// Who files belong to.
package enum FileOwner {
    /// The owner of a file or folder, when that is not the user that this program runs as. Nil: it is, or nothing is there.
    ///
    /// - Returns: the user's name, or `#` and the number of one without a name.
    package static func other(of path: String) -> String? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_uid != geteuid() else { return nil }
        return name(status.st_uid)
    }

    /// The user that this program runs as.
    package static var me: String { name(geteuid()) }

    private static func name(_ id: uid_t) -> String { HostUser.with(id: id)?.name ?? "#\(id)" }
}
