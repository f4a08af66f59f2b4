internal import JSON
package import WeChat

extension PushMessage {
    /// Identifies this push among all of the account, however often it is delivered: SHA-256 of a message's id, or of
    /// everything that an event says.
    ///
    /// > Use msgid for messages that have one; for events FromUserName + CreateTime.
    ///
    /// Two events of one person within a second differ in their content: two cards, two receipts. A repeated delivery
    /// differs only in its encryption.
    package func key() throws(WeChatError) -> [UInt8] { try Fingerprint.of(JSONValue.array(identity).bytes) }

    private var identity: [JSONValue] {
        if let msgID { return ["message", .string(msgID)] }
        guard case .object(let members) = content else { return ["other", content] }
        return ["other", .object(members.filter { $0.name != "Encrypt" })]
    }

    /// `text`, `event/subscribe`: for selecting messages of one kind.
    var typeName: String { event.map { "event/" + $0.lowercased() } ?? msgType.lowercased() }
}
