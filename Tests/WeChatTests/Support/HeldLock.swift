import Platform

/// Takes a lock that must be free. (`#require` cannot hold what is not copyable.)
func held(_ path: String) throws -> FileLock {
    struct Taken: Error {}
    guard let lock = try FileLock(trying: path) else { throw Taken() }
    return lock
}
