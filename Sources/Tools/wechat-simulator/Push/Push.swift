import JSON
import SQL
import SQLite

/// A message or an event on its way from a person to an account's gateway.
struct Push {
    enum State: String {
        case sending
        /// Every copy was accepted.
        case accepted
        /// Some copy was not accepted at any attempt.
        case lost
        /// Not sent: WeChat had stopped pushing.
        case withheld
    }

    let id: Int64
    let at: Int64
    let appid: String
    let person: String
    let openID: String
    /// Its name in control calls: `text`, `SCAN` …
    let kind: String
    /// Its text in the list: a message's text, a key.
    let summary: String
    /// Whether the person wrote it: one article may answer it, not eight.
    let isMessage: Bool
    let url: String
    let mode: Gateway.Mode
    let format: Gateway.Format
    /// Plain XML or JSON, the same at every attempt.
    let body: String
    /// How many times it is sent simultaneously.
    let copies: Int64
    let damage: Damage?
    var state: State
}

extension Push {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer("id")
        at = try row.integer("at")
        appid = try row.text("appid")
        person = try row.text("person")
        openID = try row.text("openid")
        kind = try row.text("kind")
        summary = try row.text("summary")
        isMessage = try row.boolean("is_message")
        url = try row.text("url")
        mode = Gateway.Mode(rawValue: try row.text("mode")) ?? .plain
        format = Gateway.Format(rawValue: try row.text("format")) ?? .xml
        body = try row.text("body")
        copies = try row.integer("copies")
        damage = try row.optionalText("damage").flatMap(Damage.init)
        state = State(rawValue: try row.text("state")) ?? .lost
    }

    /// As shown by control calls.
    ///
    /// - Parameter tries: the finished ones.
    func json(_ tries: [Try]) -> JSONValue {
        [
            "id": .integer(id), "at": .integer(at), "appid": .string(appid), "person": .string(person),
            "openid": .string(openID), "type": .string(kind), "url": .string(url), "mode": .string(mode.rawValue),
            "format": .string(format.rawValue), "body": .string(body), "parallel": .integer(copies),
            "damage": damage.map { .string($0.rawValue) } ?? .null, "state": .string(state.rawValue),
            "verdict": .string(verdict(tries)), "shown": tries.last?.shown.map(JSONValue.string) ?? .null,
            "tries": .array(tries.map(\.json)),
        ]
    }

    /// The final verdict.
    func verdict(_ tries: [Try]) -> String {
        let last = tries.last
        return switch state {
        case .withheld: "not sent: several pushes in a row were lost, so WeChat stopped pushing for a minute"
        case .sending where last == nil: "on its way"
        default: last?.verdict ?? "the program that was to deliver it ended before it did"
        }
    }
}
