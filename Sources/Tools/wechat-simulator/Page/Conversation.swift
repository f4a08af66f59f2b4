import HTTP

/// The chat on the page with messages: what a person sent and saw, and below each message what happened in the
/// background.
enum Conversation {
    /// The number of pushes and of the account's own messages shown.
    private static let shown: Int64 = 30

    static func html(_ choice: MessagesChoice, _ store: borrowing Store) throws(Failure) -> HTML {
        guard !choice.url.isEmpty else {
            return "<p class=\"bad\">There is no gateway: <code>POST /_simulator/gateway</code> sets one.</p>"
        }
        let (appid, person) = (choice.gateway.appid, choice.person.id)
        var sent = try store.sentMessages(appid: appid, person: person, most: shown)[...]
        var parts: [HTML] = []
        for push in try store.pushes(appid: appid, person: person, most: shown) {
            while let next = sent.first, next.at < push.at { parts.append(html(sent.removeFirst())) }
            parts.append(html(push, try store.tries(push.id)))
        }
        parts += sent.map(html)
        return parts.isEmpty ? "<p class=\"none\">还没有消息 <small>nothing yet</small></p>" : HTML(parts)
    }

    private static func html(_ push: Push, _ tries: [Try]) -> HTML {
        let answers = tries.compactMap(\.shown).map { "<div><span class=\"bubble\">\($0)</span></div>" as HTML }
        return """
            \(beginning(push))
            \(HTML(answers))
            <details id="push-\(push.id)" data-state="\(push.state.rawValue)"><summary>\(summary(push, tries))</summary>
            \(HTML(tries.map { html($0, push) }))
            </details>
            """
    }

    private static func html(_ message: SentMessage) -> HTML {
        """
        <div><span class="bubble">\(message.shown)</span></div>
        <details id="sent-\(message.id)"><summary><span class="good">\(message.channel.rawValue)/send</span> \
        <small>\(String(Page.time(message.at).suffix(8))) · \(message.kind)</small></summary><pre>\(message.body)</pre></details>
        """
    }

    private static func beginning(_ push: Push) -> HTML {
        switch push.kind {
        case "text": "<div class=\"said\"><span class=\"bubble\">\(push.summary)</span></div>"
        case "image": "<div class=\"said\"><span class=\"bubble\">[图片]</span></div>"
        case let kind where push.isMessage: "<div class=\"said\"><span class=\"bubble\">[\(kind)]</span></div>"
        case "subscribe": did("关注", push)
        case "unsubscribe": did("取消关注", push)
        case "SCAN": did("扫码", push)
        case "CLICK": did("点击菜单", push)
        default: did("", push)
        }
    }

    private static func did(_ chinese: String, _ push: Push) -> HTML {
        "<div class=\"did\">\(chinese) \(push.kind) \(push.summary)</div>"
    }

    private static func summary(_ push: Push, _ tries: [Try]) -> HTML {
        let isGood = push.state == .accepted
        return """
            <span class="\(isGood ? "good" : push.state == .sending ? "soft" : "bad")">\(push.verdict(tries))</span> \
            <small>\(String(Page.time(push.at).suffix(8))) · \(push.mode.rawValue) · \(Int64(tries.count)) \(tries.count == 1 ? "try" : "tries")</small>
            """
    }

    private static func html(_ attempt: Try, _ push: Push) -> HTML {
        let status = attempt.status.map { "HTTP \($0)" } ?? "no reply"
        let copy = push.copies > 1 ? "copy \(attempt.copy) · " : ""
        let milliseconds = Int64(attempt.seconds * 1000)
        return """
            <p><b>\(copy)try \(attempt.number)</b> · \(Page.time(attempt.at)) · \(milliseconds) ms · \(status)<br>
            <span class="\(attempt.isAccepted ? "good" : "bad")">\(attempt.verdict)</span></p>
            <pre>POST \(push.url)?\(attempt.query)</pre><pre>\(attempt.body)</pre>
            <pre>\(attempt.answer.isEmpty ? "(空 empty)" : attempt.answer)</pre>
            """
    }
}
