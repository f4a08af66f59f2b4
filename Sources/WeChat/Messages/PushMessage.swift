package import JSON

/// What WeChat pushed: a person's message, or an event.
package struct PushMessage: Sendable, Equatable {
    /// The account that it was sent to, `gh_…`; empty when it does not say.
    package let toUserName: String
    /// The person's openid; empty when it does not say.
    package let fromUserName: String
    /// Unix seconds by WeChat's clock.
    package let createTime: Int64
    /// `text`, `image`, `event` … as WeChat spells it.
    package let msgType: String
    /// `subscribe`, `SCAN` … as WeChat spells it; nil unless it is an event.
    package let event: String?
    /// The digits of a message's id, which reach beyond 2^53; nil for events.
    package let msgID: String?
    /// Everything that WeChat said, an object. Texts of XML are strings, numbers of JSON are numbers.
    package let content: JSONValue

    /// Nil when what every push has is missing or makes no sense.
    package init?(_ content: JSONValue) {
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
    }

    /// Names of accounts, people and kinds are short and hold no control characters.
    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 128 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    /// A field's text; empty when it is absent.
    package subscript(_ name: String) -> String { content[name]?.scalarText ?? "" }
}

extension JSONValue {
    /// The text of a string or a whole number.
    fileprivate var scalarText: String? {
        string ?? wholeNumber.map { String($0) }
    }
}
