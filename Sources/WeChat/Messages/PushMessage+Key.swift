internal import JSON

extension PushMessage {
    /// What tells this push from every other of the account, however often it is delivered: SHA-256 of a message's id, or of
    /// an event's sender, time and name.
    ///
    /// > Use msgid for messages that have one; for events FromUserName + CreateTime.
    ///
    /// Two events of a person within one second differ in what they are about, so that is in it too.
    package func key() throws(WeChatError) -> [UInt8] { try Fingerprint.of(JSONValue.array(identity).bytes) }

    private var identity: [JSONValue] {
        if let msgID { return ["message", .string(msgID)] }
        guard let event else { return ["other", content] }
        // `MsgID`: the template or mass message that an event tells of.
        let about = [self["EventKey"], self["MsgID"]].map(JSONValue.string)
        return ["event", .string(fromUserName), .integer(createTime), .string(event.lowercased())] + about
    }

    /// `text`, `event/subscribe`: for those who look for messages of a kind.
    var typeName: String { event.map { "event/" + $0.lowercased() } ?? msgType.lowercased() }
}
