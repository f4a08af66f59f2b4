/// Why a backup was not taken, is damaged, or was not restored: one line for the operator.
package struct BackupError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Runs what can fail with errors of other modules.
func attempt<T: ~Copyable>(_ body: () throws -> T) throws(BackupError) -> T {
    do { return try body() } catch let error as BackupError { throw error } catch { throw BackupError("\(error)") }
}
