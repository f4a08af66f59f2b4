package import Platform

/// An access token or a ticket, with the times that tell how long it holds.
package struct Credential: Sendable, Equatable {
    package let value: String
    /// Unix time at which it was got.
    package let fetchedAt: Int64
    /// Unix time at which it ends.
    package let expiresAt: Int64
    /// The machine's uptime when it was got, and in which run of the machine that was.
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

    /// Seconds that it still holds; 0 or less when it is over.
    ///
    /// The sooner of two clocks counts. A wall clock that was set back would keep a dead ticket in use for as long as it
    /// was set back, and nobody would tell us: WeChat refuses a dead token, but a signature under a dead ticket fails only
    /// in the visitor's browser. Uptimes compare only within one run of the machine; across a restart, a token from the
    /// future is not trusted.
    package func remaining(_ clock: Clock) -> Int64 {
        let lifetime = expiresAt - fetchedAt
        let byWall = expiresAt - clock.now()
        guard !bootID.isEmpty, bootID == clock.bootID else { return byWall > lifetime ? 0 : byWall }
        return min(byWall, lifetime - (clock.uptime() - fetchedUptime))
    }

    /// Whether a successor should be fetched while this one still holds.
    ///
    /// WeChat hands out a successor in the last 300 seconds and keeps both valid meanwhile (`docs/protocol/wechat.md`,
    /// "Access tokens and tickets"), so asking earlier is useless. 30 seconds less allow for clocks that differ.
    func isDueForRenewal(_ clock: Clock) -> Bool {
        let now = clock.now()
        let isHeldBack = now < renewAfter && renewAfter - now <= Credential.renewalPause
        return remaining(clock) < 270 && !isHeldBack
    }

    /// Seconds between two attempts to renew a credential that still holds.
    static let renewalPause: Int64 = 30
}
