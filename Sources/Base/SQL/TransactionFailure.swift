/// An error that can represent a failed BEGIN or COMMIT, so that a transaction throws only one type, that of its body.
package protocol TransactionFailure: Error {
    init(_ error: DatabaseError)
}

extension DatabaseError: TransactionFailure {
    package init(_ error: DatabaseError) { self = error }
}
