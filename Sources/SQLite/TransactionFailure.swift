/// An error that can tell of a failed BEGIN or COMMIT, so that a transaction throws one type: its body's.
package protocol TransactionFailure: Error {
    init(_ error: SQLiteError)
}

extension SQLiteError: TransactionFailure {
    package init(_ error: SQLiteError) { self = error }
}
