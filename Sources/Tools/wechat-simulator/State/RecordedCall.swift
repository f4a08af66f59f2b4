import JSON
import SQL
import SQLite

/// An answered call: enough to count and recognize it, and nothing secret.
struct RecordedCall {
    let id: Int64
    let at: Int64
    let method: String
    let path: String
    let appid: String?
    /// Nil for success, and when the answer had no code.
    let errorCode: Int64?
    /// The fault that it received.
    let fault: String?
    /// The process that answered.
    let processID: Int64
}

extension RecordedCall {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer("id")
        at = try row.integer("at")
        method = try row.text("method")
        path = try row.text("path")
        appid = try row.optionalText("appid")
        errorCode = try row.optionalInteger("errcode")
        fault = try row.optionalText("fault")
        processID = try row.integer("pid")
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "id": .integer(id), "at": .integer(at), "method": .string(method), "path": .string(path),
            "appid": appid.map(JSONValue.string) ?? .null, "errcode": errorCode.map(JSONValue.integer) ?? .null,
            "fault": fault.map(JSONValue.string) ?? .null, "pid": .integer(processID),
        ]
    }
}
