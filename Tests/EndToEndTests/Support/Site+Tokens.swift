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

    /// Makes the ticket one that was got so many seconds ago, in this run of the machine, and lived two hours.
    func ageTicket(by seconds: Int64) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: tokenFile)))
        let file = try JSONValue(parsing: bytes)
        guard let token = file["credentials"]?["access_token"], let old = file["credentials"]?["jsapi_ticket"],
            let value = old["value"], let fetchedAt = old["fetched_at"]?.integer, let uptime = old["uptime"]?.integer,
            let bootID = old["boot_id"]
        else { throw SiteError(text: "no ticket in \(String(decoding: bytes, as: UTF8.self))") }
        let ticket: JSONValue = [
            "value": value, "fetched_at": .integer(fetchedAt - seconds),
            "expires_at": .integer(fetchedAt - seconds + 7200), "uptime": .integer(max(0, uptime - seconds)),
            "boot_id": bootID,
        ]
        let new: JSONValue = ["version": 1, "credentials": ["access_token": token, "jsapi_ticket": ticket]]
        try Data(new.bytes).write(to: URL(fileURLWithPath: tokenFile), options: .atomic)
    }
}
