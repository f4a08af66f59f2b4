import JSON
import SQL
import SQLite

/// One attempt to deliver a copy of a push, and its result.
struct Try {
    let push: Int64
    /// From 1.
    let copy: Int64
    /// From 1.
    let number: Int64
    /// The simulator's time.
    let at: Int64
    /// When it began, in seconds of a clock shared by all processes of the host: tells which attempts overlap.
    let started: Double
    /// How long it took.
    let seconds: Double
    let query: String
    /// What was sent.
    let body: String
    /// Nil: there was no reply.
    let status: Int64?
    /// The answer; invalid UTF-8 is replaced.
    let answer: String
    let isAccepted: Bool
    let verdict: String
    /// What the person sees in the chat; nil: nothing.
    let shown: String?
}

extension Try {
    init(row: borrowing Row) throws(DatabaseError) {
        push = try row.integer("push")
        copy = try row.integer("copy")
        number = try row.integer("number")
        at = try row.integer("at")
        started = try row.real("started")
        seconds = try row.real("seconds")
        query = try row.text("query")
        body = try row.text("body")
        status = try row.optionalInteger("status")
        answer = try row.text("answer")
        isAccepted = try row.boolean("is_accepted")
        verdict = try row.text("verdict")
        shown = try row.optionalText("shown")
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "copy": .integer(copy), "try": .integer(number), "at": .integer(at), "started": .real(started),
            "seconds": .real(seconds), "query": .string(query), "body": .string(body),
            "status": status.map(JSONValue.integer) ?? .null, "answer": .string(answer),
            "accepted": .bool(isAccepted), "verdict": .string(verdict),
            "shown": shown.map(JSONValue.string) ?? .null,
        ]
    }
}
