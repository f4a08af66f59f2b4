/// What `GET /_simulator` says of each control call; the route table has them in its rows.
enum Manual {
    static let state = "?appid=… what WeChat knows: the latest token of each kind, the tickets, the quotas used"
    static let calls = "calls received, oldest first; ?path=/cgi-bin/stable_token: those to one path"
    static let callsReset = "forgets the calls received"
    static let reset = "everything as at the first start: accounts, tokens, tickets, quotas, faults, calls, clock"
    static let clock = #"moves the clock: {"advance": seconds} or {"set": Unix seconds}"#
    static let faults = "the faults that wait for calls"
    static let faultsAdd =
        #"{"path": "/cgi-bin/stable_token" or "*", "fault": name, "times": n, "seconds": n}: the next n calls (1; -1 for "#
        + "all) to the path go wrong, each by the oldest fault that fits; the names are below, seconds is for slow"
    static let faultsReset = "removes all faults"
    static let account =
        #"{"appid", "secret", "allowed_ips": […] or null, "frozen", "ask_ip", "kind", "name"}: makes or changes an account; "#
        + "what is not given stays; kind is official_account or mini_program"
    static let refresh =
        #"{"appid", "kind": "stable", "token" or "ticket"}: another party gets a new one; stable at once voids the old"#
    static let checkSignature =
        #"{"appid", "url", "noncestr", "timestamp", "signature"}: whether wx.config would take it, and what must be signed"#

    /// The faults, by the names that control calls have for them.
    static let faultNames: [(name: String, meaning: String)] = [
        ("system_error", "errcode -1: WeChat is busy"),
        ("errcode:N", "any error code, with WeChat's words for it"),
        ("html_500", "an HTML page with status 500"),
        ("html_200", "an HTML page with status 200"),
        ("truncated", "half of the answer; the call had its effect"),
        ("empty", "status 200 without a body"),
        ("reset", "the connection is closed without an answer"),
        ("slow", "the answer comes seconds late; the call has its effect at once"),
        ("control_character", "a raw TAB and a byte that is not UTF-8, in an added member `remark`"),
        ("numbers_as_strings", "every number as a string of digits"),
        ("text_plain", "Content-Type: text/plain"),
    ]
}
