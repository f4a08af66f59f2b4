internal import ArgumentParser
internal import Backup
internal import Maintenance
internal import Platform
internal import Storage
internal import WeChat

/// `wechatctl refresh` — the job that runs every minute.
struct Refresh: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renews what is about to end and forgets what is over; to be run every minute.",
        discussion: """
            Renews the access token, the ticket, and people's permissions that have less than eight minutes left; deletes \
            login states, sessions, permissions and shares that are over. Runs that meet do nothing twice. Deploy/ has a systemd \
            timer and a crontab line for it. Exit code 1: something failed, and is told on standard error.
            """)

    @Flag(help: "Print failures only.")
    var quiet = false
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let bar = ProgressBar("renewing permissions")
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
        guard !report.isAnotherRunning else { return Table.print([["another run is at it"]]) }
        var rows = report.credentials.map { [$0.name, "ends \(Timestamp.text($0.expiresAt))"] }
        rows.append(["permissions", "\(report.renewedGrants) renewed, \(report.endedGrants) no longer honoured"])
        rows.append([
            "forgotten",
            "\(report.prunedStates) login states, \(report.prunedSessions) sessions, \(report.prunedGrants) permissions, "
                + "\(report.prunedPhoneCodes) phone codes, \(report.prunedMessages) messages, \(report.prunedShares) shares",
        ])
        Table.print(rows)
    }
}
