package import Platform

/// An access token or a ticket, with the times that tell how long it is valid.
package struct Credential: Sendable, Equatable {
    package let value: String
    /// Unix time at which it was fetched.
    package let fetchedAt: Int64
    /// Unix time at which it expires.
    package let expiresAt: Int64
    /// The machine's uptime when it was fetched, and the boot in which that was.
    let fetchedUptime: Int64
    let bootID: String
    /// Unix time before which nobody asks for its successor again.
    var renewAfter: Int64

    init(_ issued: Issued, clock: Clock) {
        value = issued.value
        fetchedAt = clock.now()
        expiresAt = fetchedAt + issued.lifetime
        fetchedUptime = clock.uptime()
        bootID = clock.bootID
        renewAfter = 0
    }

    init(
        value: String, fetchedAt: Int64, expiresAt: Int64, fetchedUptime: Int64, bootID: String, renewAfter: Int64
    ) {
        self.value = value
        self.fetchedAt = fetchedAt
        self.expiresAt = expiresAt
        self.fetchedUptime = fetchedUptime
        self.bootID = bootID
        self.renewAfter = renewAfter
    }

    /// Seconds for which it is still valid; 0 or less when it has expired.
    ///
    /// The earlier of two clocks counts. If the wall clock were set back, a dead ticket would stay in use for that
    /// long, and nobody would notice: WeChat refuses a dead token, but a signature with a dead ticket fails only in the
    /// visitor's browser. Uptimes are comparable only within one boot; across a restart, a token from the future is not
    /// trusted.
    package func remaining(_ clock: Clock) -> Int64 {
        let lifetime = expiresAt - fetchedAt
        let byWall = expiresAt - clock.now()
        guard !bootID.isEmpty, bootID == clock.bootID else { return byWall > lifetime ? 0 : byWall }
        return min(byWall, lifetime - (clock.uptime() - fetchedUptime))
    }

    /// Whether to fetch a successor while this one is still valid.
    ///
    /// WeChat issues a successor in the last 300 seconds and keeps both valid meanwhile (`docs/protocol/wechat.md`,
    /// "Access tokens and tickets"), so asking earlier is useless. The 30 seconds less allow for clocks that differ.
    func isDueForRenewal(_ clock: Clock) -> Bool {
        let now = clock.now()
        let isHeldBack = now < renewAfter && renewAfter - now <= Credential.renewalPause
        return remaining(clock) < 270 && !isHeldBack
    }

    /// Seconds between two attempts to renew a valid credential.
    static let renewalPause: Int64 = 30
}
