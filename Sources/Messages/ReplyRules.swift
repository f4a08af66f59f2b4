internal import Platform
package import WeChat

/// The replies that the configuration gives to follows, texts and menu entries.
package struct ReplyRules: Sendable {
    /// To whoever begins to follow.
    package var follow: Reply?
    /// By the whole text as `TypedText.folded` has it, like the others.
    var exact: [String: Reply] = [:]
    /// By what a text begins with; the longest come first.
    var prefixes: [(text: String, reply: Reply)] = []
    /// To any other text.
    var other: Reply?
    /// By the key of a menu's entry.
    var clicks: [String: Reply] = [:]

    package init() {}

    /// The reply; nil: no rule is about the push.
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
