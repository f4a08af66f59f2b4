internal import SQL

/// The compiled, unused statements of one database, by their SQL.
///
/// A statement is taken out while it runs. So one that is requested again from within its own rows is compiled anew,
/// instead of being reset under the running loop.
final class StatementCache {
    /// The place of one statement, empty while it runs.
    final class Slot {
        fileprivate var statement: Statement?

        fileprivate init() {}

        /// The statement, which belongs to the caller until it is put back; compiled if none is available.
        func take(_ sql: String, on connection: borrowing Connection) throws(DatabaseError) -> Statement {
            guard let statement else { return try Statement(sql, on: connection) }
            self.statement = nil
            return statement
        }

        /// Puts back a statement that was reset.
        func put(_ statement: Statement) { self.statement = statement }
    }

    /// SQL is constant text in a program's source, and no program has that many; the limit is for generated SQL.
    static let limit = 100

    private var slots: [String: Slot] = [:]

    /// The number of statements that it knows, in use or not.
    var count: Int { slots.count }

    /// The slot of the statement for `sql`; looked up once per use, because SQL is long to hash. At the limit all
    /// others are dropped: that is too rare to be worth any bookkeeping.
    func slot(for sql: String) -> Slot {
        if let slot = slots[sql] { return slot }
        if slots.count >= Self.limit { slots.removeAll() }
        let slot = Slot()
        slots[sql] = slot
        return slot
    }
}
