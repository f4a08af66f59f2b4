internal import JSON
package import WeChat

/// The replies that the configuration gives to follows, texts and menu entries.
package struct ReplyRules: Sendable {
    /// To whoever begins to follow.
    package var follow: Reply?
    /// By the whole text, without white space around it.
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
        case .text(let text): reply(to: ReplyRules.trimmed(text))
        case .click(let key): clicks[key]
        case .unfollow, .scan, .other: nil
        }
    }

    private func reply(to text: String) -> Reply? {
        exact[text] ?? prefixes.first { text.utf8.starts(with: $0.text.utf8) }?.reply ?? other
    }

    static func trimmed(_ text: String) -> String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let bytes = text.utf8
        guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[start...end], as: UTF8.self)
    }
}
