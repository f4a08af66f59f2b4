import HTTP
import Platform

/// `GET /` — accounts, clock, faults and the latest calls on one page, with buttons for the control calls.
enum OverviewPage {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        var sections = [clock(call.now)]
        for account in try store.accounts() { sections.append(try AccountSection(account, store, now: call.now).html) }
        sections.append(PeopleSection.html(try store.people(), try store.webGrants(), now: call.now))
        sections.append(faults(try store.pendingFaults()))
        sections.append(CallSection.html(try store.calls(path: nil)))
        sections.append("<p>\(Page.button("Reset everything", "/_simulator/reset"))</p>")
        return Page.reply(title: "Simulator", HTML(sections))
    }

    private static func clock(_ now: Int64) -> HTML {
        """
        <section><h2>Clock <small>时钟</small></h2>
        <div class="time">\(Page.time(now)) <small class="soft">UTC · <code>\(now)</code></small></div>
        <div class="buttons">
        \(Page.button("+ 1 minute", "/_simulator/clock", ["advance": "60"]))
        \(Page.button("+ 1 hour", "/_simulator/clock", ["advance": "3600"]))
        \(Page.button("+ 1 day", "/_simulator/clock", ["advance": "86400"]))
        </div></section>
        """
    }

    private static func faults(_ pending: [PendingFault]) -> HTML {
        """
        <section><h2>Faults <small>故障</small></h2>
        \(Page.table(["path", "fault", "for"], pending.map(row), none: "None: WeChat works."))
        <div class="buttons">
        \(Page.button("WeChat is busy", "/_simulator/faults", ["path": "*", "fault": "system_error", "times": "-1"]))
        \(Page.button("WeChat is down", "/_simulator/faults", ["path": "*", "fault": "reset", "times": "-1"]))
        \(Page.button("Next call is slow", "/_simulator/faults", ["path": "*", "fault": "slow", "seconds": "10"]))
        \(Page.button("Clear", "/_simulator/faults/reset"))
        </div></section>
        """
    }

    private static func row(_ pending: PendingFault) -> HTML {
        let calls = pending.times < 0 ? "every call" : pending.times == 1 ? "one call" : "\(pending.times) calls"
        return """
            <tr><td><code>\(pending.path)</code></td><td class="bad">\(pending.fault.name)</td><td>\(calls)</td></tr>
            """
    }
}
