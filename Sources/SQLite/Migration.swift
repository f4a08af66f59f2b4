/// One step of the schema's history. Once released it is never edited, since files exist that have taken it.
package struct Migration: Sendable {
    /// From 1, without gaps; the file keeps the last one it took in its `user_version`.
    package let number: Int
    /// Changes when programs that do not know the migration cannot work on the file any more. Within one generation
    /// migrations only add: tables, indices, and columns with a default.
    package let generation: Int
    /// Any number of statements, without BEGIN and COMMIT.
    package let sql: String
    /// Takes the migration back, with what only it can hold; nil: that cannot be done.
    package let undo: String?

    package init(_ number: Int, generation: Int = 0, _ sql: String, undo: String? = nil) {
        self.number = number
        self.generation = generation
        self.sql = sql
        self.undo = undo
    }

    /// What the file says after it: `user_version`.
    package var version: Int { generation * Migration.most + number }

    /// The generation of what a file says.
    package static func generation(of version: Int) -> Int { version / most }

    /// Numbers of one schema's history, at most.
    static let most = 1000
}
