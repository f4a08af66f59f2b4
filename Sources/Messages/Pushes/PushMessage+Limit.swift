internal import JSON

extension PushMessage {
    /// Pushes up to this size, in bytes, are stored whole: WeChat's longest texts have about 2,000.
    private static let longestContent = 16_384
    /// Bytes that are stored of each text in a longer push.
    private static let longestText = 2048
    /// The members of an ordinary push.
    private static let names = [
        "ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgId", "MsgID", "Content",
    ]

    /// The push as JSON, as stored in the inbox: a long one without nested values and with truncated texts, marked by
    /// `"Truncated": true`.
    var storedContent: String {
        let text = content.text
        guard text.utf8.count > PushMessage.longestContent, case .object(let members) = content else { return text }
        let cut = members.filter { PushMessage.names.contains($0.name) }.compactMap(PushMessage.cut)
        return JSONValue.object(cut + [.init("Truncated", true)]).text
    }

    private static func cut(_ member: JSONValue.Member) -> JSONValue.Member? {
        switch member.value {
        case .string(let text):
            .init(member.name, .string(cut(text)))
        case .integer, .real, .bool, .null: member
        case .array, .object: nil
        }
    }

    /// A prefix whose JSON is at most that long: escapes are up to six times as long as what they represent.
    private static func cut(_ text: String) -> String {
        var (length, end) = (0, text.unicodeScalars.startIndex)
        for (scalar, index) in zip(text.unicodeScalars, text.unicodeScalars.indices) {
            length += scalar.value < 0x20 ? 6 : scalar == "\"" || scalar == "\\" ? 2 : UTF8.width(scalar)
            guard length <= longestText else { return String(text.unicodeScalars[..<end]) }
            end = text.unicodeScalars.index(after: index)
        }
        return text
    }
}
