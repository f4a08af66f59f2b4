package import SQL

extension Database {
    /// Opens an SQLite file, creating it (0600, whatever the umask) if it does not exist; its folder must exist.
    ///
    /// - Parameter busyTimeout: how long a statement waits for another program's lock, in milliseconds.
    package init(path: String, busyTimeout: Int = 5000) throws(DatabaseError) {
        self.init(try SQLiteEngine(path: path, busyTimeout: busyTimeout))
    }
}
