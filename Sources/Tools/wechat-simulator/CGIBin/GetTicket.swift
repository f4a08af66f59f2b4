import JSON

/// `GET /cgi-bin/ticket/getticket` — the account's ticket of one type, the same until it expires, even if the
/// access_token with which it was requested ends.
enum GetTicket {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        // WeChat's answer to an unknown type was not observed.
        guard let kind = Ticket.Kind(rawValue: call.query("type") ?? "") else { throw .refused(Refusal(47001)) }
        let ticket = try current(account, kind, store, call.now)
        return .json([
            "errcode": 0, "errmsg": "ok", "ticket": .string(ticket.text),
            "expires_in": .integer(ticket.secondsLeft(call.now)),
        ])
    }

    private static func current(
        _ account: Account, _ kind: Ticket.Kind, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> Ticket {
        if let ticket = try store.ticket(account.appid, kind), ticket.secondsLeft(now) > 0 { return ticket }
        return try store.issueTicket(account.appid, kind, now: now)
    }
}
