internal import Platform

/// The content of `tokens/<app_id>.json`.
struct TokenFile: Sendable, Equatable {
    /// A refusal that asking again cannot change, remembered so that nobody asks.
    struct RememberedRefusal: Sendable, Equatable {
        let refusal: Refusal
        let at: Int64
        let until: Int64
        /// The refused app secret: for another one, the refusal means nothing.
        let secretFingerprint: String

        /// A refusal from the future does not count: the clock was set back, and it would last too long.
        func holds(_ clock: Clock, secretFingerprint: String) -> Bool {
            let now = clock.now()
            return now >= at && now < until && self.secretFingerprint == secretFingerprint
        }
    }

    var credentials: [String: Credential] = [:]
    var refusals: [String: RememberedRefusal] = [:]
    /// Unix times of the last day's forced refreshes.
    var forcedAt: [Int64] = []

    /// Whether WeChat's budget allows a forced refresh now: 20 a day, 30 seconds apart (`docs/protocol/wechat.md`,
    /// "Access tokens and tickets").
    func allowsForcedRefresh(now: Int64) -> Bool {
        let today = forcedAt.filter { $0 > now - 86_400 }
        return today.count < 20 && today.allSatisfy { abs(now - $0) >= 30 }
    }

    /// Counts a forced refresh, and drops those that are more than a day old.
    mutating func noteForcedRefresh(now: Int64) {
        forcedAt = forcedAt.filter { $0 > now - 86_400 } + [now]
    }
}
