import HTTP

/// An account with its tokens and tickets, on the overview page.
struct AccountSection {
    private let account: Account
    private var rows: [HTML] = []
    /// For a mini program.
    private var sessionKeys: HTML?

    init(_ account: Account, _ store: borrowing Store, now: Int64) throws(Failure) {
        self.account = account
        for (kind, name) in [(AccessToken.Kind.stable, "stable access_token"), (.token, "access_token")] {
            let token = try store.latestToken(account.appid, kind)
            addRow(name, token?.text, token?.secondsLeft(now), refreshes: kind.rawValue, type: "")
        }
        guard account.kind == .officialAccount else {
            sessionKeys = SessionKeyTable.html(try store.sessionKeys(account.appid))
            return
        }
        for kind in Ticket.Kind.allCases {
            let ticket = try store.ticket(account.appid, kind)
            addRow(
                "\(kind.rawValue) ticket", ticket?.text, ticket?.secondsLeft(now), refreshes: "ticket",
                type: kind.rawValue)
        }
    }

    var html: HTML {
        let kind = account.kind == .officialAccount ? "公众号 official account" : "小程序 mini program"
        return """
            <section><h2>\(account.name) <small>\(kind)</small></h2>
            <p><code>\(account.appid)</code> · secret <code>\(account.secret)</code>\(domain)\(restrictions)</p>
            \(Page.table(["credential", "latest", "valid for", ""], rows))
            \(sessionKeys ?? "")
            </section>
            """
    }

    private var domain: HTML { account.redirectDomain.map { " · 网页授权域名 <code>\($0)</code>" } ?? "" }

    private var restrictions: HTML {
        var words: [String] = []
        if let addresses = account.allowedAddresses { words.append("only from \(addresses.joined(separator: ", "))") }
        if account.isFrozen { words.append("frozen") }
        if account.asksAddress { words.append("address to be confirmed") }
        return HTML(words.map { " · <span class=\"bad\">\($0)</span>" })
    }

    private mutating func addRow(
        _ name: String, _ text: String?, _ seconds: Int64?, refreshes kind: String, type: String
    ) {
        let fields: KeyValuePairs = ["appid": account.appid, "kind": kind, "type": type]
        let button = Page.button("another party refreshes", "/_simulator/refresh", fields)
        let value: HTML =
            if let text { "<code>\(text.prefix(10) + "…" + text.suffix(4))</code>" } else {
                "<span class=\"soft\">none yet</span>"
            }
        let validity: HTML =
            if seconds == 0 { "<span class=\"bad\">expired</span>" } else { "\(seconds.map { "\($0) s" } ?? "")" }
        rows.append("<tr><td>\(name)</td><td>\(value)</td><td>\(validity)</td><td>\(button)</td></tr>")
    }
}
