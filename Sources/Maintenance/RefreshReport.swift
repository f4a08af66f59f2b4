/// What one run of the refresh job did.
package struct RefreshReport: Sendable {
    /// The account's valid credentials, with the Unix time at which they expire.
    package var credentials: [(name: String, expiresAt: Int64)] = []
    package var renewedGrants = 0
    /// Authorizations that WeChat no longer accepts.
    package var endedGrants = 0
    package var prunedStates = 0
    package var prunedSessions = 0
    package var prunedGrants = 0
    package var prunedPhoneCodes = 0
    package var prunedMessages = 0
    package var prunedShares = 0
    /// Described for the operator.
    package var failures: [String] = []
    /// Whether another run was active, so that this one did nothing.
    package var isAnotherRunning = false
}
