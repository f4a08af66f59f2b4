/// Why a backup was not taken, is not good, or was not restored: one line for the operator.
package struct BackupError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Does what can fail for reasons of other modules.
func attempt<T: ~Copyable>(_ body: () throws -> T) throws(BackupError) -> T {
    do { return try body() } catch let error as BackupError { throw error } catch { throw BackupError("\(error)") }
}
