import SQL
import SQLite

extension Store {
    /// - Parameter times: the number of calls that get it; -1: all.
    func addFault(_ fault: Fault, path: String, times: Int64) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT INTO faults(path, name, seconds, times) VALUES(?, ?, ?, ?)", .text(path), .text(fault.name),
                .real(fault.delay), .integer(times))
        }
    }

    func pendingFaults() throws(Failure) -> [PendingFault] {
        try attempt { (database) throws(DatabaseError) in
            try database.rows("SELECT * FROM faults ORDER BY id", map: PendingFault.init(row:))
        }
    }

    func removeFaults() throws(Failure) {
        try attempt { (database) throws(DatabaseError) in try database.execute("DELETE FROM faults") }
    }

    /// The fault for a call to `path`, which is used up by it: a call gets one, the oldest that fits.
    func takeFault(path: String) throws(Failure) -> Fault? {
        try attempt { (database) throws(DatabaseError) in
            let found = try database.row(
                "SELECT * FROM faults WHERE path IN (?, '*') ORDER BY id LIMIT 1", .text(path),
                map: PendingFault.init(row:))
            guard let found else { return nil }
            try database.execute("UPDATE faults SET times = times - 1 WHERE id = ? AND times > 0", .integer(found.id))
            try database.execute("DELETE FROM faults WHERE times = 0")
            return found.fault
        }
    }
}
