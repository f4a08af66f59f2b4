import JSON

/// The calls that the simulator received, without control calls.
enum CallsControl {
    /// `GET /_simulator/calls` — oldest first, of one `path` or of all.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let calls = try store.calls(path: call.query("path"))
        return .json(["count": .integer(Int64(calls.count)), "calls": .array(calls.map(\.json))])
    }

    /// `POST /_simulator/calls/reset` — deletes them.
    static func reset(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.forgetCalls()
        return .json(["count": 0, "calls": []])
    }
}
