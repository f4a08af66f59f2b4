import Foundation
import HTTPClient
import JSON

extension Site {
    /// A request to nginx.
    func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: String? = nil
    ) throws -> HTTPClientReply {
        var transfer = try Transfer()
        var request = HTTPClientRequest(
            method: method, url: address + path, headers: headers, body: body.map { Array($0.utf8) })
        request.timeout = 30
        return try transfer.perform(request)
    }

    func get(_ path: String, headers: [(String, String)] = []) throws -> HTTPClientReply {
        try request("GET", path, headers: headers)
    }

    /// Runs an endpoint's program as plain CGI, as Apache without FastCGI would, and gives what it printed.
    ///
    /// - Parameter extra: variables beside those of CGI.
    func startCGI(_ program: String, query: String, extra: [String: String] = [:]) throws -> RunningCommand {
        let environment = [
            "WECHAT_CONFIG": configuration, "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET",
            "QUERY_STRING": query,
        ]
        return try Command.start(
            "\(Repository.root)/cgi-bin/\(program).fcgi", environment: environment.merging(extra) { $1 })
    }

    /// Runs `wechatctl`.
    func wechatctl(_ arguments: String...) throws -> Command {
        try Command.run("\(Repository.root)/bin/wechatctl", arguments + ["--config", configuration])
    }
}

extension HTTPClientReply {
    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> JSONValue { try JSONValue(parsing: body) }
}
