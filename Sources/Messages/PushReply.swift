internal import JSON

/// What a push is answered with. The inbox stores it, so that a repeated delivery gets the same.
package enum PushReply: Sendable, Equatable {
    /// Nothing but `success`.
    case success
    /// - Parameter time: Unix seconds; the reply's `CreateTime` at every delivery.
    case reply(Reply, time: Int64)
    /// A reply that version 1.0 stored: the text that it sent.
    case written(String)

    /// The body of the response, in the push's format; empty: `success`.
    func body(to push: PushMessage) -> [UInt8] {
        switch self {
        case .success: []
        case .reply(let reply, let time): reply.body(to: push, time: time)
        case .written(let text): Array(text.utf8)
        }
    }

    func text(to push: PushMessage) -> String { String(decoding: body(to: push), as: UTF8.self) }
}

/// Stored as `{"time": 1700000000, "reply": {"type": "text", …}}`. Nothing that WeChat gets looks like that, so a text
/// that is not of this form was stored by version 1.0.
extension PushReply {
    init(stored text: String) {
        self = text.isEmpty ? .success : PushReply(form: text) ?? .written(text)
    }

    /// - Parameters:
    ///   - text: the text that WeChat got.
    ///   - form: the same in the stored form, if there is one.
    init(sent text: String, form: String?) {
        self = form.flatMap { PushReply(form: $0) } ?? (text.isEmpty ? .success : .written(text))
    }

    private init?(form text: String) {
        guard let value = try? JSONValue(parsing: Array(text.utf8), limits: .own), let time = value["time"]?.integer,
            let reply = value["reply"].flatMap({ try? Reply($0) })
        else { return nil }
        self = .reply(reply, time: time)
    }

    /// Nil: there is nothing to store but that it is answered.
    var form: String? {
        guard case .reply(let reply, let time) = self else { return nil }
        let value: JSONValue = ["time": .integer(time), "reply": reply.form]
        return value.text
    }

    /// What `init(stored:)` reads.
    var stored: String {
        if case .written(let text) = self { return text }
        return form ?? ""
    }
}
