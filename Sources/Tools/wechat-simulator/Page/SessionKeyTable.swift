import HTTP

/// The people with a session_key at a mini program, and since when; the keys are shown in part.
enum SessionKeyTable {
    static func html(_ keys: [SessionKey]) -> HTML {
        let rows = keys.map { key -> HTML in
            """
            <tr><td><code>\(key.person)</code></td><td><code>\(key.text.prefix(4) + "…")</code></td>\
            <td>\(Page.time(key.madeAt))</td></tr>
            """
        }
        return Page.table(["person", "session_key", "made"], rows, none: "Nobody has a session_key yet.")
    }
}
