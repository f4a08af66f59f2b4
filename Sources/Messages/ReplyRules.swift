internal import Platform
internal import WeChat

/// The configured replies to follows, texts and menu clicks.
package struct ReplyRules: Sendable {
    /// For new followers.
    package var follow: Reply?
    /// By the whole text, folded by `TypedText.folded` like the others.
    var exact: [String: Reply] = [:]
    /// By prefix; the longest come first.
    var prefixes: [(text: String, reply: Reply)] = []
    /// For any other text.
    var other: Reply?
    /// By the key of a menu entry.
    var clicks: [String: Reply] = [:]

    package init() {}

    /// The reply; nil: no rule matches the push.
    package func reply(to push: PushMessage) -> Reply? {
        switch push.kind {
        case .follow: follow
        case .text(let text): reply(to: TypedText.folded(text))
        case .click(let key): clicks[key]
        case .unfollow, .scan, .other: nil
        }
    }

    private func reply(to text: String) -> Reply? {
        exact[text] ?? prefixes.first { text.utf8.starts(with: $0.text.utf8) }?.reply ?? other
    }
}
