import Foundation
import HTTP
import JSON
import LoopbackServer
import Testing
import XML

@testable import wechat_simulator

extension TestWeChat {
    /// Sends all pushes to a gateway whose token is `AAAAA`.
    func setGateway(_ url: String, _ more: JSONValue = [:]) throws {
        let usual: JSONValue = ["url": .string(url), "token": "AAAAA"]
        let answer = try post("/_simulator/gateway", usual.changed(by: more))
        #expect(answer["error"] == nil, "\(answer.text)")
    }

    /// Pushes what 王小明 does, and tells what became of it.
    @discardableResult
    func push(_ type: String, _ more: JSONValue = [:]) throws -> JSONValue {
        let usual: JSONValue = ["person": "xiaoming", "type": .string(type)]
        let answer = try post("/_simulator/push", usual.changed(by: more))
        #expect(answer["error"] == nil, "\(answer.text)")
        return answer
    }

    /// Waits until a push in the background has come to its end.
    func result(_ push: JSONValue) throws -> JSONValue {
        let id = try #require(push["id"]?.integer)
        let deadline = Date(timeIntervalSinceNow: 20)
        while Date() < deadline {
            let now = try get("/_simulator/pushes", "id=\(id)")
            if now["state"] != "sending" { return now }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw TestFailure("the push does not come to its end")
    }

    /// The names by which account and person know each other.
    func names() throws -> (account: String, openID: String) {
        let gateway = try get("/_simulator/gateway")
        return (try #require(gateway["original_id"]?.string), try openID("xiaoming"))
    }
}

extension JSONValue {
    /// The members of both, the other's where both have one.
    fileprivate func changed(by other: JSONValue) -> JSONValue {
        guard case .object(let mine) = self, case .object(let others) = other else { return self }
        return .object(mine.filter { other[$0.name] == nil } + others)
    }
}

struct TestFailure: Error {
    let text: String
    init(_ text: String) { self.text = text }
}

/// A request that a scripted gateway got.
struct PushedRequest {
    let line: String
    let query: [String: String]
    let head: String
    let body: String

    init(_ text: String) {
        let parts = text.components(separatedBy: "\r\n\r\n")
        head = parts[0]
        body = parts.dropFirst().joined(separator: "\r\n\r\n")
        line = head.components(separatedBy: "\r\n")[0]
        let target = line.split(separator: " ")[1]
        let pairs = target.drop { $0 != "?" }.dropFirst().split(separator: "&").map { field in
            (String(field.prefix { $0 != "=" }), String(field.drop { $0 != "=" }.dropFirst()))
        }
        query = Dictionary(uniqueKeysWithValues: pairs)
    }

    func xml() throws -> XMLElement { try XMLElement(parsing: Array(body.utf8)) }
}

extension TestServer {
    /// A gateway that answers everything with the same.
    convenience init(answering body: String, status: String = "200 OK") throws {
        try self.init { _ in [.reply(status, body: body), .close] }
    }

    var pushed: [PushedRequest] { requests.map(PushedRequest.init) }
}
