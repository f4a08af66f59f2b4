/// One step of the schema's history. Once released it is never edited, since files exist that have taken it.
package struct Migration: Sendable {
    /// From 1, without gaps; the file keeps the last one it took as its `user_version`.
    package let number: Int
    /// Any number of statements, without BEGIN and COMMIT.
    package let sql: String

    package init(_ number: Int, _ sql: String) {
        self.number = number
        self.sql = sql
    }
}
