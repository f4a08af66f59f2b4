import HTTP

/// The latest calls, on the overview page.
enum CallSection {
    /// The number of calls shown.
    private static let shown = 100

    static func html(_ calls: [RecordedCall]) -> HTML {
        let rows = calls.suffix(shown).reversed().map(row)
        return """
            <section><h2>Calls <small>\(Int64(calls.count)) received, latest first</small></h2>
            \(Page.table(["#", "time", "call", "appid", "answer", "process"], rows, none: "None yet."))
            <div class="buttons">\(Page.button("Clear", "/_simulator/calls/reset"))</div></section>
            """
    }

    private static func row(_ call: RecordedCall) -> HTML {
        """
        <tr><td class="soft">\(call.id)</td><td>\(Page.time(call.at))</td><td><code>\(call.method) \(call.path)</code></td>\
        <td><code>\(call.appid ?? "")</code></td><td>\(answer(call))</td><td class="soft">\(call.processID)</td></tr>
        """
    }

    /// The error code, and the fault if there was one.
    private static func answer(_ call: RecordedCall) -> HTML {
        switch (call.errorCode, call.fault) {
        case (nil, nil): "<span class=\"good\">ok</span>"
        case (let code?, nil): "<span class=\"bad\">\(code)</span>"
        case (nil, let fault?): "<span class=\"bad\">\(fault)</span>"
        case (let code?, let fault?): "<span class=\"bad\">\(code) <small>\(fault)</small></span>"
        }
    }
}
