internal import Measurements
internal import Messages
internal import People
internal import Platform
package import Site
internal import Storage
package import WeChat

/// The job that runs every minute: renews what is about to expire, and deletes what has expired.
///
/// > Every minute a timer looks at the access_tokens, and renews those with less than eight minutes left.
///
/// (document 001, section 3). Requests renew what they find due; with the job they hardly ever have to.
package struct RefreshJob {
    private let installation: Installation
    private let database: SiteDatabase

    /// Seconds for which an expired session is kept, to distinguish it from an unknown one: sessions in which nobody
    /// logged in, those of browsers, and those of mini programs, whose users may come back after months.
    private static let sessionMemory = (anonymous: Int64(3600), browsers: Int64(86_400), others: Int64(90 * 86_400))
    /// Seconds for which a used phone code returns its number again: WeChat accepts one for five minutes.
    private static let codeMemory: Int64 = 86_400
    /// Rows deleted per statement: other writers wait for it.
    private static let chunk: Int64 = 1000
    /// Pages returned to the system at a time, 1 MiB: other writers wait for it.
    private static let step: Int64 = 256
    /// Free space, in bytes, that is kept for later use.
    private static let muchFreeRoom: Int64 = 4 << 20
    /// Failures in a row after which this run gives up on WeChat.
    private static let patience = 3

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        database = try installation.openDatabase()
    }

    /// Does everything; failures are reported, and the rest continues.
    ///
    /// - Parameter progress: called before each grant with the number done and the total.
    package func run(progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws(WeChatError) -> RefreshReport {
        let report = try installation.locks().holdJob { () throws(WeChatError) in try runAlone(progress) }
        return report ?? RefreshReport(isAnotherRunning: true)
    }

    private func runAlone(_ progress: (Int, Int) -> Void) throws(WeChatError) -> RefreshReport {
        var report = RefreshReport()
        if installation.configuration.officialAccount.account != nil {
            let account = try installation.officialAccount()
            renewCredentials(of: account, &report)
            try renewGrants(of: account, &report, progress)
        }
        try prune(&report)
        try giveBack()
        return report
    }

    private func renewCredentials(of account: OfficialAccount, _ report: inout RefreshReport) {
        for kind in CredentialKind.allCases {
            do {
                let credential = try account.tokens.current(kind, until: account.deadline())
                report.credentials.append((kind.name, credential.expiresAt))
            } catch { report.failures.append("\(kind.name): \(error)") }
        }
    }

    private func renewGrants(
        of account: OfficialAccount, _ report: inout RefreshReport, _ progress: (Int, Int) -> Void
    ) throws(WeChatError) {
        let grants = try OAuthGrants(account, installation, database)
        let due = try grants.due()
        var failuresInARow = 0
        for (index, openid) in due.enumerated() {
            progress(index, due.count)
            guard failuresInARow < RefreshJob.patience else {
                report.failures.append("authorizations: \(due.count - index) left for the next run")
                return
            }
            do {
                count(try grants.renewIfDue(openid, until: account.deadline()), &report)
                failuresInARow = 0
            } catch {
                report.failures.append("grant: \(error)")
                failuresInARow += 1
            }
        }
        if !due.isEmpty { progress(due.count, due.count) }
    }

    private func count(_ renewal: Renewal, _ report: inout RefreshReport) {
        switch renewal {
        case .notDue: break
        case .renewed: report.renewedGrants += 1
        case .ended: report.endedGrants += 1
        }
    }

    private func prune(_ report: inout RefreshReport) throws(WeChatError) {
        let now = installation.clock.now()
        report.prunedStates = try inChunks { (limit) throws(WeChatError) in
            try database.pruneLoginStates(expiredBefore: now - LoginState.repeatable, limit: limit)
        }
        let lifetime = Int64(installation.configuration.login.stateLifetime)
        _ = try inChunks { (limit) throws(WeChatError) in
            try database.pruneLoginAddresses(usedBefore: now - lifetime - LoginState.repeatable, limit: limit)
        }
        report.prunedSessions = try inChunks { (limit) throws(WeChatError) in
            let memory = RefreshJob.sessionMemory
            return try database.pruneSessions(
                anonymous: now - memory.anonymous, browsers: now - memory.browsers, others: now - memory.others,
                limit: limit)
        }
        report.prunedPhoneCodes = try inChunks { (limit) throws(WeChatError) in
            try database.prunePhoneCodes(spentBefore: now - RefreshJob.codeMemory, limit: limit)
        }
        let oldest = now - installation.configuration.messages.memory
        report.prunedMessages = try inChunks { (limit) throws(WeChatError) in
            try database.pruneInbox(receivedBefore: oldest, limit: limit)
        }
        report.prunedShares = try inChunks { (limit) throws(WeChatError) in
            try database.pruneShares(endedBefore: now, limit: limit)
        }
        report.prunedGrants = try inChunks { (limit) throws(WeChatError) in
            try database.pruneGrants(endedBefore: now, limit: limit)
        }
    }

    /// Returns the space of deleted rows in small steps, unless there is little.
    private func giveBack() throws(WeChatError) {
        var room = try database.room()
        while room.canShrink && room.free > RefreshJob.muchFreeRoom {
            let before = room.free
            try database.giveBack(pages: RefreshJob.step)
            room = try database.room()
            // Others delete faster than this returns space: the next run continues.
            if room.free >= before { return }
        }
    }

    private func inChunks(_ delete: (Int64) throws(WeChatError) -> Int) throws(WeChatError) -> Int {
        var total = 0
        while true {
            let count = try delete(RefreshJob.chunk)
            total += count
            if count < RefreshJob.chunk { return total }
        }
    }
}
