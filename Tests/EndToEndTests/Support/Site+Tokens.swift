import Foundation
import JSON

/// What a test does to the token file, as time or an accident would.
extension Site {
    /// Makes the ticket end after so many seconds; 0 forgets it.
    func endTicket(in seconds: Int) throws {
        let now = Int64(Date().timeIntervalSince1970)
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: tokenFile)), as: UTF8.self)
        let file = try JSONValue(parsing: Array(text.utf8))
        guard let old = file["credentials"]?["jsapi_ticket"]?["value"]?.string,
            let token = file["credentials"]?["access_token"]
        else { throw SiteError(text: "no ticket in \(text)") }
        let ticket: JSONValue = [
            "value": .string(old), "fetched_at": .integer(now - 7200 + Int64(seconds)),
            "expires_at": .integer(now + Int64(seconds)),
        ]
        let credentials: JSONValue =
            seconds == 0 ? ["access_token": token] : ["access_token": token, "jsapi_ticket": ticket]
        let new: JSONValue = ["version": 1, "credentials": credentials]
        try Data(new.bytes).write(to: URL(fileURLWithPath: tokenFile), options: .atomic)
    }

    /// Makes the ticket one that was got so many seconds ago, in this run of the machine.
    ///
    /// - Parameter lifetime: seconds. Short ones serve as well as WeChat's two hours, and fit into the uptime of a
    ///   machine that has just been started, which no credential of this run can be older than.
    func ageTicket(by seconds: Int64, lifetime: Int64) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: tokenFile)))
        let file = try JSONValue(parsing: bytes)
        guard let token = file["credentials"]?["access_token"], let old = file["credentials"]?["jsapi_ticket"],
            let value = old["value"], let fetchedAt = old["fetched_at"]?.integer, let uptime = old["uptime"]?.integer,
            let bootID = old["boot_id"], uptime >= seconds
        else { throw SiteError(text: "no ticket that could be so old in \(String(decoding: bytes, as: UTF8.self))") }
        let ticket: JSONValue = [
            "value": value, "fetched_at": .integer(fetchedAt - seconds),
            "expires_at": .integer(fetchedAt - seconds + lifetime), "uptime": .integer(uptime - seconds),
            "boot_id": bootID,
        ]
        let new: JSONValue = ["version": 1, "credentials": ["access_token": token, "jsapi_ticket": ticket]]
        try Data(new.bytes).write(to: URL(fileURLWithPath: tokenFile), options: .atomic)
    }
}
