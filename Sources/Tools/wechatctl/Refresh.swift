internal import ArgumentParser
internal import Backup
internal import Maintenance
internal import Platform
internal import Storage
internal import WeChat

/// `wechatctl refresh` — the job that runs every minute.
struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renews what is about to expire and deletes what has expired. Run it every minute.",
        discussion: """
            Renews the access token, the ticket, and people's authorizations that have less than eight minutes left; deletes \
            expired login states, sessions, authorizations and shares. Several runs at once do no harm. Deploy/ has a systemd \
            timer and a crontab line for it. Exit status 1: something failed; standard error says what.
            """)

    @Flag(help: "Print failures only.")
    var quiet = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let bar = ProgressBar("renewing authorizations")
        let installation = try options.installation()
        let report = try RefreshJob(installation).run { bar.show($0, of: $1) }
        bar.end()
        if !quiet { print(report) }
        let failures =
            report.failures.map { "\($0)" } + (try KeyCheck(installation, installation.openDatabase()).note())
        for failure in failures { StandardStreams.log("wechatctl refresh: \(failure)") }
        if !failures.isEmpty { throw ExitCode.failure }
    }

    private func print(_ report: RefreshReport) {
        guard !report.isAnotherRunning else { return Table.print([["another run is in progress"]]) }
        var rows = report.credentials.map { [$0.name, "ends \(Timestamp.text($0.expiresAt))"] }
        rows.append(["authorizations", "\(report.renewedGrants) renewed, \(report.endedGrants) no longer honoured"])
        rows.append([
            "forgotten",
            "\(report.prunedStates) login states, \(report.prunedSessions) sessions, \(report.prunedGrants) authorizations, "
                + "\(report.prunedPhoneCodes) phone codes, \(report.prunedMessages) messages, \(report.prunedShares) shares",
        ])
        Table.print(rows)
    }
}
