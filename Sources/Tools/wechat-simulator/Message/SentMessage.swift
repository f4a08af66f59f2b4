import JSON
import SQL
import SQLite

/// A message from an account to a person that does not answer a push.
struct SentMessage {
    enum Channel: String {
        /// 客服消息
        case custom
        /// 模板消息
        case template
        /// 订阅消息
        case subscribe
    }

    var id: Int64 = 0
    let at: Int64
    let appid: String
    let person: String
    let channel: Channel
    /// A `msgtype`, or a template id.
    let kind: String
    /// What the person sees.
    let shown: String
    /// The call's JSON.
    let body: String
}

extension SentMessage {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer("id")
        at = try row.integer("at")
        appid = try row.text("appid")
        person = try row.text("person")
        channel = Channel(rawValue: try row.text("channel")) ?? .custom
        kind = try row.text("kind")
        shown = try row.text("shown")
        body = try row.text("body")
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "id": .integer(id), "at": .integer(at), "appid": .string(appid), "person": .string(person),
            "channel": .string(channel.rawValue), "kind": .string(kind), "shown": .string(shown),
            "body": .string(body),
        ]
    }
}
