import HTTP
import SQL
import SQLite

extension Store {
    /// Older calls are deleted.
    private static let remembered: Int64 = 10_000

    func record(_ call: Call, errorCode: Int64?, fault: String?) throws(Failure) {
        let appid = try call.account(self)
        let processID = processID
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO calls(at, method, path, appid, errcode, fault, pid) VALUES(?, ?, ?, ?, ?, ?, ?)",
                .integer(call.now), .text(call.request.method.name), .text(call.path), Value(appid), Value(errorCode),
                Value(fault), .integer(processID))
            try database.execute(
                "DELETE FROM calls WHERE id <= (SELECT max(id) FROM calls) - ?", .integer(Store.remembered))
        }
    }

    /// - Parameter path: nil: calls to all paths.
    /// - Returns: oldest first.
    func calls(path: String?) throws(Failure) -> [RecordedCall] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows(
                "SELECT * FROM calls WHERE ?1 IS NULL OR path = ?1 ORDER BY id", Value(path),
                map: RecordedCall.init(row:))
        }
    }

    func forgetCalls() throws(Failure) {
        try attempt { (database) throws(DatabaseError) in try database.execute("DELETE FROM calls") }
    }
}
