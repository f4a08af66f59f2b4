/// Selects shares: those that match everything that is set.
package struct ShareFilter: Sendable {
    package var recordID: Int64?
    /// The owner.
    package var userID: Int64?
    /// The first bytes of the token's hash, or all of them.
    var hashPrefix: [UInt8] = []

    package init(recordID: Int64? = nil, userID: Int64? = nil) {
        self.recordID = recordID
        self.userID = userID
    }
}
