/// One database that all programs of the site share, as opened by one of them.
///
/// SQL is written where it is used, with `?` for its values. The verb tells how many rows are wanted: ``execute(_:_:)``
/// none, ``value(_:_:)`` one column of one row, ``row(_:_:map:)`` one row, ``rows(_:_:map:)`` all. Each statement is
/// compiled once and kept.
///
/// `map` turns rows into values, ideally an initializer: `map: User.init`. Swift does not infer a closure's error type,
/// so a closure names it: `{ (row) throws(DatabaseError) in try row.text("openid") }`.
///
/// Not Sendable: a connection stays in the thread that opened it.
package struct Database: ~Copyable {
    package let engine: any Engine

    package init(_ engine: any Engine) { self.engine = engine }

    /// How many rows the last INSERT, UPDATE or DELETE wrote, without those of triggers and foreign keys.
    package var changes: Int { engine.changes }

    /// Sets how many seconds a statement waits for what another connection has locked.
    package func setLockTimeout(_ seconds: Double) throws(DatabaseError) { try engine.setLockTimeout(seconds) }
}
