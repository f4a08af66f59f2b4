/// One step of the schema's history. It is never edited after its release, because files exist that have it.
package struct Migration: Sendable {
    /// Counted from 1 without gaps; the file stores the last one in its `user_version`.
    package let number: Int
    /// Changes when programs that do not know the migration can no longer work with the file. Within one generation
    /// migrations only add tables, indices, and columns with a default.
    package let generation: Int
    /// Any number of statements, without BEGIN and COMMIT.
    package let sql: String
    /// Reverts the migration, losing what only it can hold; nil: impossible.
    package let undo: String?

    package init(_ number: Int, generation: Int = 0, _ sql: String, undo: String? = nil) {
        self.number = number
        self.generation = generation
        self.sql = sql
        self.undo = undo
    }

    /// The file's `user_version` after it.
    package var version: Int { generation * Migration.most + number }

    /// The generation of a file's version.
    package static func generation(of version: Int) -> Int { version / most }

    /// The largest number of migrations.
    static let most = 1000
}
