import JSON
import SQL
import SQLite

/// A queued fault.
struct PendingFault {
    let id: Int64
    /// `*`: every path.
    let path: String
    let fault: Fault
    /// The number of calls left; -1: all, until it is removed.
    let times: Int64
}

extension PendingFault {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.integer("id")
        path = try row.text("path")
        fault = Fault(name: try row.text("name"), seconds: try row.real("seconds")) ?? .errorCode(-1)
        times = try row.integer("times")
    }

    /// As shown by control calls.
    var json: JSONValue {
        [
            "path": .string(path), "fault": .string(fault.name), "times": .integer(times),
            "seconds": fault.delay > 0 ? .real(fault.delay) : .null,
        ]
    }
}
