import Foundation
import HTTPClient
import JSON
import Testing

/// What a test tells the simulator, and asks it.
extension Site {
    /// How often the simulator was asked for a path, and answered or failed on purpose.
    func calls(_ path: String) throws -> Int {
        Int(try simulator("GET", "calls?path=\(path)")["count"]?.integer ?? -1)
    }

    /// Has the next calls of `path` fail.
    ///
    /// - Parameter times: -1 until further notice.
    func fail(_ path: String, _ fault: String, times: Int = 1, seconds: Double = 0) throws {
        try simulator(
            "POST", "faults",
            [
                "path": .string(path), "fault": .string(fault), "times": .integer(Int64(times)),
                "seconds": .real(seconds),
            ])
    }

    /// Ends all faults, and the pause in which nobody asks WeChat after several of them.
    func endFaults() throws {
        try simulator("POST", "faults/reset")
        letBreakerClose()
    }

    /// What processes remember of WeChat's failures, as it is some seconds later.
    func letBreakerClose() { try? FileManager.default.removeItem(atPath: folder + "/state/tokens/breaker.json") }

    /// Another party issues a new token of this app behind our back.
    func refreshBehindOurBack(_ kind: String) throws {
        try simulator("POST", "refresh", ["appid": .string(Self.appID), "kind": .string(kind)])
    }

    /// The ticket that the simulator has issued.
    func issuedTicket() throws -> String {
        let state = try simulator("GET", "state?appid=\(Self.appID)")
        return try #require(state["tickets"]?["jsapi"]?["ticket"]?.string)
    }

    /// A control call.
    @discardableResult
    func simulator(_ method: String, _ path: String, _ body: JSONValue = [:]) throws -> JSONValue {
        try weChat(method, "/_simulator/\(path)", body)
    }

    /// A call of WeChat's own, or any other of the simulator's.
    func weChat(_ method: String, _ path: String, _ body: JSONValue = [:]) throws -> JSONValue {
        var transfer = try Transfer()
        var request = HTTPClientRequest(
            method: method, url: "http://127.0.0.1:\(simulatorPort)\(path)", body: method == "POST" ? body.bytes : nil)
        request.timeout = 30
        let reply = try transfer.perform(request)
        guard reply.status == 200 else { throw SiteError(text: "\(path): \(reply.status) \(reply.text)") }
        return try reply.json()
    }
}
