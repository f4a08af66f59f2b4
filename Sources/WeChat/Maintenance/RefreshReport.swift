/// What one run of the refresh job did.
package struct RefreshReport: Sendable {
    /// Credentials of the account that hold now, with the Unix time at which they end.
    package var credentials: [(name: String, expiresAt: Int64)] = []
    package var renewedGrants = 0
    /// Permissions that WeChat no longer honours.
    package var endedGrants = 0
    package var prunedStates = 0
    package var prunedSessions = 0
    package var prunedGrants = 0
    package var prunedPhoneCodes = 0
    package var prunedMessages = 0
    package var prunedShares = 0
    /// In words for the operator.
    package var failures: [String] = []
    /// Whether another run was at it, so that this one did nothing.
    package var isAnotherRunning = false
}
