import Foundation
import HTTPClient
import JSON
import SQL
import SQLite
import Testing

/// Measurements, and what a person's browser asks of them.
extension Site {
    /// Writes a file of records into the site's folder.
    func recordFile(_ lines: String, name: String = "records.jsonl") throws -> String {
        let path = folder + "/" + name
        try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    static func recordLine(_ openid: String, second: Int = 27, c0: Int = 0) -> String {
        #"{"openid":"\#(openid)","created_at":"2018-07-04T08:01:\#(second)Z","finger":1,"c0":\#(c0),"c1":-3,"c2":0,"c3":0,"#
            + #""c4":0,"c5":0,"c6":4,"c7":0,"heart_rate":70,"app_heart_rate":null,"app_highest_heart_rate":80,"#
            + #""app_lowest_heart_rate":60}"# + "\n"
    }

    /// Asks the measurements API in a browser's session.
    func records(
        _ method: String, _ path: String, _ browser: Browser? = nil, _ body: JSONValue? = nil
    ) throws -> JSONValue {
        var headers = [("Accept", "application/json"), ("Content-Type", "application/json")]
        if let sid = browser?.cookies["sid"] { headers.append(("Cookie", "sid=\(sid)")) }
        let reply = try request(method, "/wx/api/" + path, headers: headers, body: body?.text)
        #expect(reply.status == 200, "\(reply.text)")
        return try reply.json()
    }

    /// Whether another program is writing to the database.
    func isBeingWritten() throws -> Bool {
        let database = try Database(path: databasePath, busyTimeout: 0)
        do { try database.execute("BEGIN IMMEDIATE") } catch { return true }
        try database.execute("ROLLBACK")
        return false
    }

    /// Everything in the state directory but what SQLite keeps beside its file while programs have it open.
    func stateFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder + "/state").filter {
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") && !$0.hasPrefix("run/") && !$0.hasPrefix("simulator")
        }.sorted()
    }
}
