import JSON

/// Messages that accounts sent on their own: customer, template and subscription messages.
enum SentControl {
    /// `GET /_simulator/sent` — oldest first: those of an account or a person.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let messages = try store.sentMessages(appid: call.query("appid"), person: call.query("person"))
        return .json(["count": .integer(Int64(messages.count)), "messages": .array(messages.map(\.json))])
    }

    /// `POST /_simulator/sent/reset` — deletes them.
    static func reset(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.forgetMessages()
        return .json(["count": 0, "messages": []])
    }
}
