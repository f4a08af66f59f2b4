/// The compiled statements of one database that are not in use, by their SQL.
///
/// A statement is taken out while it runs. So one that is asked for again from within its own rows is compiled anew
/// instead of being reset under the loop that stands on it.
final class StatementCache {
    /// A dictionary cannot hold what cannot be copied, an object can.
    final class Slot {
        fileprivate var statement: Statement?

        fileprivate init() {}

        /// The statement, the caller's until it is put back; compiled if there is none to be had.
        func take(_ sql: String, on connection: borrowing Connection) throws(SQLiteError) -> Statement {
            if let statement = statement.take() { return statement }
            return try Statement(sql, on: connection)
        }

        /// Keeps a statement that was reset.
        func put(_ statement: consuming Statement) { self.statement = consume statement }
    }

    /// SQL is constant text in a program's source, and none has as many; the limit is for SQL that is put together.
    static let limit = 100

    private var slots: [String: Slot] = [:]

    /// How many statements it knows, in use or not.
    var count: Int { slots.count }

    /// Where the statement for `sql` is kept; looked up once for each use, since SQL is long to hash. At the limit all others
    /// go: rarer than any bookkeeping of their use is worth.
    func slot(for sql: String) -> Slot {
        if let slot = slots[sql] { return slot }
        if slots.count >= Self.limit { slots.removeAll() }
        let slot = Slot()
        slots[sql] = slot
        return slot
    }
}
