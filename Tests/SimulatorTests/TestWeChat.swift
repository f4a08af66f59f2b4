import Foundation
import HTTP
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

/// A simulator in this process with a file of its own, and a clock that stands still until it is told.
final class TestWeChat {
    static let official = "wx0000000000000001"
    static let officialSecret = "00000000000000000000000000000001"
    static let miniProgram = "wx0000000000000002"
    static let miniProgramSecret = "00000000000000000000000000000002"
    /// Eight hours before midnight in Beijing.
    static let start: Int64 = 1_800_000_000

    /// The simulator's own program, which stands beside that of the tests.
    private static let program =
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/wechat-simulator"

    let directory: String
    private let simulator: Simulator

    /// - Parameter site: the address of the site beside it, if there is one.
    init(site: String? = nil) throws {
        directory = "/tmp/wsim-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        simulator = try Simulator(
            file: directory + "/simulator.sqlite3", realTime: { TestWeChat.start }, site: site,
            program: TestWeChat.program)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func send(
        _ method: String, _ path: String, query: String = "", body: String? = nil, headers: [String: String] = [:]
    ) -> Response {
        simulator.answer(.test(method, path, query: query, body: body, headers: headers)).response
    }

    func send(_ request: Request) -> Response { simulator.answer(request).response }

    /// The JSON that a GET answers.
    func get(_ path: String, _ query: String = "", headers: [String: String] = [:]) throws -> JSONValue {
        try JSONValue(parsing: send("GET", path, query: query, headers: headers).body)
    }

    /// The JSON that a POST of JSON answers.
    @discardableResult
    func post(_ path: String, _ body: JSONValue = [:], headers: [String: String] = [:]) throws -> JSONValue {
        try JSONValue(parsing: send("POST", path, body: body.text, headers: headers).body)
    }

    func advance(_ seconds: Int64) throws { try post("/_simulator/clock", ["advance": .integer(seconds)]) }

    func token(_ appid: String = official, _ secret: String = officialSecret) throws -> JSONValue {
        try get("/cgi-bin/token", "grant_type=client_credential&appid=\(appid)&secret=\(secret)")
    }

    func stableToken(force: Bool = false) throws -> JSONValue {
        try post("/cgi-bin/stable_token", TestWeChat.stableBody(force: force))
    }

    static func stableBody(force: Bool = false) -> JSONValue {
        [
            "grant_type": "client_credential", "appid": .string(official), "secret": .string(officialSecret),
            "force_refresh": .bool(force),
        ]
    }

    func ticket(_ token: String, type: String = "jsapi") throws -> JSONValue {
        try get("/cgi-bin/ticket/getticket", "access_token=\(token)&type=\(type)")
    }

    /// The error code with which a token is refused; 0: it is accepted.
    func check(_ token: JSONValue) throws -> Int64 {
        let text = token["access_token"]?.string ?? ""
        return try get("/cgi-bin/getcallbackip", "access_token=\(text)")["errcode"]?.integer ?? 0
    }

    /// Sets what was used of a quota today, since 500,000 calls would take long.
    func spend(_ quota: Quota, _ count: Int64) throws {
        let now = try #require(try get("/_simulator/state", "appid=\(TestWeChat.official)")["now"]?.integer)
        let database = try Database(path: directory + "/simulator.sqlite3")
        try database.execute(
            "INSERT OR REPLACE INTO uses(appid, quota, period, count) VALUES(?, ?, ?, ?)", .text(TestWeChat.official),
            .text(quota.rawValue), .integer(quota.period(now)), .integer(count))
    }

    func state(_ appid: String = official) throws -> JSONValue { try get("/_simulator/state", "appid=\(appid)") }
}
