package import JSON

/// A push from WeChat: a person's message, or an event. It is read once, when it arrives, and is the same from then on:
/// for rules, for the handler and in the inbox.
package struct PushMessage: Sendable, Equatable {
    /// The receiving account, `gh_…`; empty if absent.
    package let toUserName: String
    /// The person's openid; empty if absent.
    package let fromUserName: String
    /// Unix seconds by WeChat's clock.
    package let createTime: Int64
    /// `text`, `image`, `event` … as WeChat spells it.
    package let msgType: String
    /// `subscribe`, `SCAN` … as WeChat spells it; nil unless it is an event.
    package let event: String?
    /// The digits of a message's id, which exceeds 2^53; nil for events.
    package let msgID: String?
    /// The whole push, an object. XML texts are strings; JSON numbers are numbers.
    package let content: JSONValue
    /// What it was read from, without its envelope. A reply to it is written alike.
    package let format: MessageFormat

    /// Reads a body, or what was encrypted; nil when it is not a push.
    init?(reading text: [UInt8]) {
        let format = MessageFormat(of: text)
        guard let content = format.read(text) else { return nil }
        self.init(content, format)
    }

    /// Nil when required members are missing or invalid.
    package init?(_ content: JSONValue, _ format: MessageFormat) {
        func text(_ name: String) -> String? { content[name]?.scalarText.flatMap { $0.isEmpty ? nil : $0 } }
        let (to, from) = (text("ToUserName") ?? "", text("FromUserName") ?? "")
        guard let type = text("MsgType"),
            let time = text("CreateTime").flatMap({ Int64($0) }), time >= 0,
            [to, from, type, text("Event") ?? ""].allSatisfy(PushMessage.isName)
        else { return nil }
        let isEvent = type.lowercased() == "event"
        if isEvent && text("Event") == nil { return nil }
        (toUserName, fromUserName, createTime, msgType) = (to, from, time, type)
        event = isEvent ? text("Event") : nil
        msgID = isEvent ? nil : text("MsgId")
        self.content = content
        self.format = format
    }

    /// Names of accounts, people and kinds are short and contain no control characters.
    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 128 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// A member's text; empty if absent.
    package subscript(_ name: String) -> String { content[name]?.scalarText ?? "" }
}

extension JSONValue {
    /// The text of a string or a whole number.
    fileprivate var scalarText: String? {
        string ?? wholeNumber.map { String($0) }
    }
}
