internal import JSON

extension PushMessage {
    /// What tells this push from every other of the account, however often it is delivered: SHA-256 of a message's id, or of
    /// all that an event says.
    ///
    /// > Use msgid for messages that have one; for events FromUserName + CreateTime.
    ///
    /// Two events of a person within one second differ in what they are about: two cards, two receipts. A repeated delivery is
    /// the same but for its encryption.
    package func key() throws(WeChatError) -> [UInt8] { try Fingerprint.of(JSONValue.array(identity).bytes) }

    private var identity: [JSONValue] {
        if let msgID { return ["message", .string(msgID)] }
        guard case .object(let members) = content else { return ["other", content] }
        return ["other", .object(members.filter { $0.name != "Encrypt" })]
    }

    /// `text`, `event/subscribe`: for those who look for messages of a kind.
    var typeName: String { event.map { "event/" + $0.lowercased() } ?? msgType.lowercased() }
}
